/** One input through `inspect` and its other doors, held against what has to be true of every input. */
import { type Bytes, WHY_CODES } from "#base";
import {
  FORM_PROBLEMS,
  inspectFile,
  type Keyring,
  readKeyring,
  type Report,
  reportLines,
  VERDICT_WORDS,
} from "#inspect";
import { NOW } from "../support/programs/correspondents.ts";
import { AddressOracle } from "./address-oracle.ts";
import { ForgeryOracle } from "./forgery-oracle.ts";
import { DOORS } from "./fuzz-doors.ts";
import type { FuzzInput } from "./make-input.ts";
import { type Material, PASSPHRASE } from "./material.ts";

export interface Judgement {
  /** What is wrong with us, in words; empty if all is well. */
  readonly faults: readonly string[];
  /** Milliseconds of processor time at each door. */
  readonly spent: readonly { readonly door: string; readonly ms: number }[];
  readonly authentic: boolean;
}

const MOST_MS = 1000;
/** What a passphrase may cost is a limit of its own: the doors that are given one, too. */
const MOST_MS_LOCKED = 10_000;
const LOCKED_DOORS: ReadonlySet<string> = new Set(["secrets", "list"]);

export class Judge {
  readonly #keyring: Keyring;
  readonly #oracle: ForgeryOracle;
  readonly #addresses = new AddressOracle();

  private constructor(keyring: Keyring) {
    this.#keyring = keyring;
    this.#oracle = new ForgeryOracle(keyring);
  }

  /** With all the keys there are, and knowing who wrote what nobody changed. */
  static async of(material: Material): Promise<Judge> {
    const judge = new Judge(await allKeys(material));
    for (const octets of [...material.posts, ...material.corpus.map((one) => one.octets)])
      await judge.#learn(octets);
    for (const { octets } of [...material.keys, ...material.corpus]) await judge.#addresses.learn(octets);
    return judge;
  }

  async #learn(octets: Bytes): Promise<void> {
    const reports = await this.#inspect(octets, []);
    for (const { author } of reports)
      if (author.authentic && author.address !== null) await this.#oracle.learn(octets, author.address);
  }

  async judge(input: FuzzInput): Promise<Judgement> {
    const faults: string[] = [];
    let reports: readonly Report[] = [];
    const doors = {
      inspect: async (octets: Bytes) => {
        reports = await this.#inspect(octets, faults);
      },
      ...DOORS[input.kind],
    };
    const spent: Judgement["spent"][number][] = [];
    for (const [door, open] of Object.entries(doors)) {
      const ms = await this.#measure(() => open(input.octets), faults);
      spent.push({ door, ms });
      if (ms > (LOCKED_DOORS.has(door) ? MOST_MS_LOCKED : MOST_MS))
        faults.push(`${door} took ${Math.round(ms)} ms`);
    }
    faults.push(...reports.flatMap(reportFaults), ...(await this.#forgeries(input, reports)));
    if (reports.length === 0) faults.push("inspect gave no report");
    return { faults, spent, authentic: reports.some(({ author }) => author.authentic) };
  }

  /** The processor time of the quicker of two runs if the first is slow: compiling and cleaning up are not the input's. */
  async #measure(run: () => Promise<unknown>, faults: string[]): Promise<number> {
    const before = process.cpuUsage();
    await run().catch((fault: unknown) => faults.push(describe(fault)));
    const first = milliseconds(process.cpuUsage(before));
    if (first <= MOST_MS) return first;
    const again = process.cpuUsage();
    await run().catch(() => null);
    return Math.min(first, milliseconds(process.cpuUsage(again)));
  }

  async #inspect(octets: Bytes, faults: string[]): Promise<readonly Report[]> {
    const reports: Report[] = [];
    const onFault = (fault: unknown): void => void faults.push(describe(fault));
    for await (const report of inspectFile("fuzz.eml", octets, this.#keyring, onFault)) reports.push(report);
    return reports;
  }

  async #forgeries({ octets, kind, signedBy }: FuzzInput, reports: readonly Report[]): Promise<string[]> {
    const claims = kind === "message" ? [] : await this.#addresses.forged(octets).catch(() => []);
    const forged = claims.map((claim) => `forged: ${claim}`);
    for (const { author } of reports) {
      if (!author.authentic || author.address === null || author.address === signedBy) continue;
      if (!(await this.#oracle.isGenuine(octets, author.address))) forged.push(`forged: ${author.address}`);
    }
    return forged;
  }
}

async function allKeys({ keys, corpus }: Material): Promise<Keyring> {
  const files = [...keys, ...corpus.filter(({ path }) => !path.endsWith(".p12"))];
  const named = (...kinds: readonly string[]) =>
    files.filter(({ kind }) => kinds.includes(kind)).map(({ path, octets }) => ({ path, bytes: octets }));
  const [secrets, publicKeys, anchors] = [named("secret"), named("key"), named("anchor")];
  const keyring = await readKeyring({
    secrets,
    keys: publicKeys,
    anchors,
    passphrases: [PASSPHRASE],
    at: NOW,
  });
  return { ...keyring, unused: [] };
}

const milliseconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000;

const describe = (fault: unknown): string =>
  `threw ${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}`;

const FIELDS = ["author", "file", "keyFiles", "layers", "message", "problems", "signatures", "subject"];
const WHY = new Set<string | null>([null, ...WHY_CODES]);
const PROBLEMS = new Set<string>([...WHY_CODES, ...Object.keys(FORM_PROBLEMS)]);

/** Every field there, every code one that is documented, and nothing that contradicts itself. */
function reportFaults(report: Report): string[] {
  const { layers, signatures, author, problems } = JSON.parse(JSON.stringify(report)) as Report;
  const known = [...layers, ...signatures, author].every(({ why }) => WHY.has(why));
  const checks: readonly (readonly [string, boolean])[] = [
    ["a field is missing", Object.keys(report).sort().join() === FIELDS.join()],
    ["a reason is none of the codes", known],
    ["a problem is none of the codes", problems.every((problem) => PROBLEMS.has(problem))],
    ["a verdict is none of the words", signatures.every(({ verdict }) => verdict in VERDICT_WORDS)],
    ["authentic with a reason why not", author.authentic === (author.why === null)],
    ["authentic without a valid signature", !author.authentic || signatures.some(isProof)],
    ["a fault of ours", !problems.includes("internal")],
    ["no words", reportLines(report, { isNow: true, secrets: [], unused: [] }).length > 0],
  ];
  return checks.filter(([, holds]) => !holds).map(([what]) => what);
}

const isProof = ({ verdict, covers }: Report["signatures"][number]): boolean =>
  verdict === "valid" && covers === "whole";
