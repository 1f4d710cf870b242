/** Runs cases on the whole server, each in a new world, and says where we do other than Mailman. */
import { mailboxesOf } from "#mime";
import { adjusted, type DifferencesPage, readDifferences, type Waiting } from "./differences.ts";
import { mailmanFacts } from "./expected.ts";
import { compareFacts, crlf, type FactDifference, parsed } from "./facts.ts";
import { type GoldenCase, provesByPassword } from "./golden-case.ts";
import { kindOf } from "./kinds.ts";
import { conclaveFacts } from "./observed.ts";
import { GOLD, newWorld, type World } from "./world.ts";

export interface CaseResult {
  readonly name: string;
  readonly what: string;
  /** same: as Mailman, or differently on purpose. waits: by name. failed: in Mailman itself, so that nothing is told. */
  readonly verdict: "same" | "different" | "waits" | "failed there";
  /** Why it waits. */
  readonly why: string;
  readonly gaps: readonly string[];
  readonly differences: readonly FactDifference[];
  /** Differences on purpose that showed. */
  readonly explained: readonly string[];
}

/** A case waits most of its time. */
const AT_ONCE = 4;

/** In the order of the cases. */
export async function* runCases(cases: readonly GoldenCase[]): AsyncGenerator<CaseResult> {
  const page = readDifferences();
  const run = (golden: GoldenCase) => runCase(golden, page).catch((error) => couldNotRun(golden, error));
  for (let start = 0; start < cases.length; start += AT_ONCE)
    yield* await Promise.all(cases.slice(start, start + AT_ONCE).map(run));
}

/** What the world of a case does not take is no reason to leave out the others. */
function couldNotRun({ name, what }: GoldenCase, error: unknown): CaseResult {
  const gaps = [`could not be run: ${error instanceof Error ? error.message : String(error)}`];
  return { name, what, verdict: "different", why: "", gaps, differences: [], explained: [] };
}

async function runCase(golden: GoldenCase, page: DifferencesPage): Promise<CaseResult> {
  const { name, what } = golden;
  const waits = page.waiting.find((one) => waitsFor(golden, one));
  const nothing = { name, what, gaps: [], differences: [], explained: [] };
  if (waits !== undefined) return { ...nothing, verdict: "waits", why: waits.why };
  if (golden.error !== null || golden.queues_left["shunt"] === 1)
    return { ...nothing, verdict: "failed there", why: "" };
  const endings: (() => unknown)[] = [];
  try {
    const world = await newWorld({ after: (end) => void endings.push(end as () => unknown) }, golden);
    await deliver(world, golden);
    const expected = adjusted(mailmanFacts(golden), golden, page.differences);
    const differences = compareFacts(expected.facts, await conclaveFacts(world.server, golden));
    const isSame = differences.length === 0 && world.gaps.length === 0;
    const { gaps } = world;
    return {
      name,
      what,
      verdict: isSame ? "same" : "different",
      why: "",
      gaps,
      differences,
      explained: [...expected.used, ...world.elsewhere.map((option) => `no ${option}`)],
    };
  } finally {
    for (const end of endings) await end();
  }
}

/** By its name, where `*` stands for any text, or by the kind of address. */
function waitsFor({ name, address }: GoldenCase, { name: pattern }: Waiting): boolean {
  return (
    address === pattern || (pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern)
  );
}

const DOORS: Readonly<Record<string, string>> = {
  torequest: "gold-request@lists.test",
  tojoin: "gold-join@lists.test",
  toleave: "gold-leave@lists.test",
  toconfirm: "gold-confirm@lists.test",
  tobounces: "gold-bounces@lists.test",
  pipeline: "gold-owner@lists.test",
};

/** Who wrote it is who sent it: the recorded messages have no envelope. */
async function deliver({ server }: World, golden: GoldenCase): Promise<void> {
  const { input, address } = golden;
  const { header } = parsed(input);
  const [from] = mailboxesOf(header, "from");
  const to = doorOf(golden);
  const message = Buffer.from(crlf(input), "latin1");
  await server.post({ from: address === "tobounces" ? "" : (from?.address ?? ""), to, message });
  if (provesByPassword(golden)) await answerQuestions(server);
}

/** Its To where that is one of the list's doors: some bear a key or a member. */
function doorOf({ input, address }: GoldenCase): string {
  const named = mailboxesOf(parsed(input).header, "to").map((one) => one.address);
  const door = named.find((one) => /^gold-.*@lists\.test$/.test(one));
  return (address === "tolist" ? undefined : door) ?? DOORS[address] ?? GOLD;
}

/** Who gave the password that Mailman knows of them answers what they are asked here instead. */
async function answerQuestions(server: World["server"]): Promise<void> {
  for (const { recipients, data } of server.sink.messages.slice()) {
    const question = parsed(data);
    const [from = ""] = recipients;
    const [to] = mailboxesOf(question.header, "reply-to");
    if (kindOf("conclave", question) !== "question" || to === undefined) continue;
    const fields = [
      `From: ${from}`,
      `To: ${to.address}`,
      "Subject: Re: confirm",
      `Message-ID: <answer.${from}>`,
    ];
    await server.post({
      from,
      to: to.address,
      message: Buffer.from(`${fields.join("\r\n")}\r\n\r\nyes\r\n`),
    });
  }
}
