/**
 * LMTP in → last delivery at an SMTP sink in a process of its own, the whole server in this one. By hand:
 * `node test/bench/fan-out.ts [members] [rounds] [kinds, as in plain,verp,openpgp,smime]`. Report only.
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { type EmailAddress, silentLogger, utf8 } from "#base";
import { keyExport, listCreate, memberAdd } from "#operations";
import { connect } from "#wire";
import {
  makePerson,
  type Person,
  readListKeys,
  recipientOf,
  writeSealed,
} from "../../src/main/demo/people.ts";
import { initialise } from "../../src/main/initialise.ts";
import { openSite } from "../../src/main/open-site.ts";
import { startServer } from "../../src/main/start-server.ts";
import { startSink } from "../support/smtp-sink.ts";

const MEMBERS = Number(process.argv[2] ?? 1000);
const ROUNDS = Number(process.argv[3] ?? 3);
const KINDS = (process.argv[4] ?? "plain,verp,openpgp,smime").split(",");
const LIST = "bench@example.org" as EmailAddress;
const LINES = Number(process.argv[5] ?? 28);

/** Tells the parent how many messages it has, as often as it changes. */
async function sinkProcess(): Promise<void> {
  const sink = await startSink({ discard: true });
  process.send?.({ port: sink.port });
  let told = 0;
  const tell = setInterval(() => {
    if (sink.taken !== told) process.send?.({ taken: (told = sink.taken) });
  }, 1);
  process.once("disconnect", () => {
    clearInterval(tell);
    process.exit();
  });
}

interface Bench {
  readonly folder: string;
  readonly site: Awaited<ReturnType<typeof openSite>>;
  readonly server: Awaited<ReturnType<typeof startServer>>;
  readonly context: Parameters<typeof listCreate.invoke>[0];
  readonly taken: () => number;
}

async function benchAll(): Promise<void> {
  const sink: ChildProcess = fork(import.meta.filename, ["sink"]);
  const [{ port }] = (await once(sink, "message")) as [{ port: number }];
  let taken = 0;
  sink.on("message", (told: { taken: number }) => (taken = told.taken));
  const folder = mkdtempSync(join(tmpdir(), "conclave-bench-"));
  writeFileSync(join(folder, "conclave.toml"), `[relay]\nport = ${port}\nconnections = 20\n`);
  await initialise(folder);
  const site = await openSite(folder, silentLogger);
  const server = await startServer(site);
  const context = { ...site, wake: () => {}, progress: () => {} };
  for (const kind of KINDS) await bench({ folder, site, server, context, taken: () => taken }, kind);
  await server.stop();
  await site.close();
  sink.disconnect();
  rmSync(folder, { recursive: true });
}

const SETTINGS: Readonly<Record<string, Record<string, unknown>>> = {
  plain: { generic_nonmember_action: "accept" },
  verp: { generic_nonmember_action: "accept", gpg_distrib_encrypt: "yes" },
};

async function bench(bench: Bench, kind: string): Promise<void> {
  const list = `${kind}-${LIST}` as EmailAddress;
  const settings = SETTINGS[kind];
  await listCreate.invoke(bench.context, {
    address: list,
    sealed: settings === undefined,
    settings: settings ?? {},
  });
  const writer = await makePerson("Writer", kind === "smime" ? "smime" : "openpgp");
  await fill(bench, list, { kind, person: writer });
  for (let round = 1; round <= ROUNDS; round++) {
    const message = await letterFor(bench, list, { kind, writer, round });
    await bench.server.drain();
    await measure(bench, list, { kind, message });
  }
}

async function measure(
  { folder, server, taken }: Bench,
  list: EmailAddress,
  { kind, message }: { kind: string; message: Uint8Array },
): Promise<void> {
  const before = taken();
  const start = performance.now();
  const cpu = process.cpuUsage();
  await hand(folder, list, message);
  const answered = performance.now() - start;
  while (taken() === before) await tick();
  const first = performance.now() - start - answered;
  const wanted = kind === "plain" ? 1 : MEMBERS;
  while (taken() - before < wanted) await tick();
  const last = (performance.now() - start) / 1000;
  await server.drain();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const rss = Math.round(process.memoryUsage().rss / 1e6);
  console.log(
    `${kind.padEnd(8)} ${MEMBERS} members: ${taken() - before} messages, last after ${last.toFixed(3)} s (all committed ${seconds.toFixed(3)} s), ${Math.round(MEMBERS / last)} copies/s, 250 after ${answered.toFixed(0)} ms, first ${first.toFixed(0)} ms later, CPU ${((user + system) / 1e6).toFixed(2)} s, RSS ${rss} MB`,
  );
}

async function fill(
  { context, site }: Bench,
  list: EmailAddress,
  { kind, person }: { kind: string; person: Person },
): Promise<void> {
  const file = Buffer.from(person.publicFile).toString("base64");
  await memberAdd.invoke(context, {
    list,
    member: { address: person.address, key: kind in SETTINGS ? undefined : { file } },
  });
  const { bindMemberKey, insertMember, keysOfMembers, listByAddress, memberByAddress } =
    await import("#store");
  await site.db.transact(async (tx) => {
    const stored = await listByAddress(tx, list);
    const writer = await memberByAddress(tx, stored!.id, person.address);
    const [key] = await keysOfMembers(tx, [writer!.id]);
    for (let nth = 1; nth < MEMBERS; nth++) {
      const member = await insertMember(tx, {
        listId: stored!.id,
        address: `m${nth}@example.net` as EmailAddress,
        at: new Date(),
      });
      if (!member.ok || key === undefined) continue;
      // The same key under another fingerprint: parsing a thousand different ones is not what is measured.
      const fingerprint = nth
        .toString(16)
        .padStart(key.fingerprint.length, "0")
        .toUpperCase() as typeof key.fingerprint;
      const description = { ...key.description, fingerprint };
      const recipient = key.recipient === null ? null : { ...key.recipient, fingerprint };
      await bindMemberKey(tx, { ...key, description, recipient, memberId: member.value.id });
    }
  });
}

async function letterFor(
  { context }: Bench,
  list: EmailAddress,
  { kind, writer, round }: { kind: string; writer: Person; round: number },
): Promise<Uint8Array> {
  const text = `${"x".repeat(70)}\r\n`.repeat(LINES);
  const id = `${kind}${round}@x`;
  if (kind in SETTINGS)
    return utf8(`From: ${writer.address}\r\nTo: ${list}\r\nSubject: x\r\nMessage-ID: <${id}>\r\n\r\n${text}`);
  const exported = await keyExport.invoke(context, { list });
  if (!exported.ok) throw exported.error;
  const pick = (scheme: string): string => exported.value.find((key) => key.scheme === scheme)?.text ?? "";
  const keys = await readListKeys(pick("openpgp"), pick("smime"));
  const letter = { from: writer, to: list, subject: "x", text, inReplyTo: null, messageId: `<${id}>` };
  return writeSealed(writer, letter, await recipientOf(keys, writer.scheme));
}

async function hand(folder: string, list: EmailAddress, message: Uint8Array): Promise<void> {
  const address = { kind: "unix", path: join(folder, "run", "lmtp.sock") } as const;
  const connected = await connect({ protocol: "lmtp", address, hostname: "bench" });
  if (!connected.ok) throw new Error(connected.error.text);
  await connected.value.send({ from: "writer@example.net", recipients: [list], eightBit: null }, [message]);
  await connected.value.quit();
}

function tick(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1));
}

if (process.argv[2] === "sink") await sinkProcess();
else await benchAll();
