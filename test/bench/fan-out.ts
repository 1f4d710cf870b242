/**
 * LMTP in → last delivery at an SMTP sink, whole server in one process. By hand:
 * `node test/bench/fan-out.ts [members]`. The sink shares the process, so these figures are low.
 */
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
const LIST = "bench@example.org" as EmailAddress;

const folder = mkdtempSync(join(tmpdir(), "conclave-bench-"));
const sink = await startSink({ discard: true });
writeFileSync(join(folder, "conclave.toml"), `[relay]\nport = ${sink.port}\nconnections = 20\n`);
await initialise(folder);
const site = await openSite(folder, silentLogger);
const server = await startServer(site);
const context = { ...site, wake: () => {}, progress: () => {} };

for (const kind of ["plain", "openpgp", "smime"] as const) await bench(kind);
await server.stop();
await site.close();
await sink.down();
rmSync(folder, { recursive: true });

async function bench(kind: "plain" | "openpgp" | "smime"): Promise<void> {
  const list = `${kind}-${LIST}` as EmailAddress;
  const settings = kind === "plain" ? { generic_nonmember_action: "accept" } : {};
  await listCreate.invoke(context, { address: list, sealed: kind !== "plain", settings });
  const writer = await makePerson("Writer", kind === "smime" ? "smime" : "openpgp");
  await fill(list, kind, writer);
  const message = await letterFor(list, kind, writer);
  const before = sink.taken;
  const start = performance.now();
  const cpu = process.cpuUsage();
  await hand(list, message);
  while (sink.taken === before) await tick();
  const first = performance.now() - start;
  await server.drain();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const taken = sink.taken - before;
  const rss = Math.round(process.memoryUsage().rss / 1e6);
  console.log(
    `${kind.padEnd(8)} ${MEMBERS} members: ${taken} messages in ${seconds.toFixed(2)} s, ${Math.round(MEMBERS / seconds)} copies/s, first after ${first.toFixed(0)} ms, CPU ${((user + system) / 1e6).toFixed(2)} s, RSS ${rss} MB`,
  );
}

async function fill(list: EmailAddress, kind: string, person: Person): Promise<void> {
  const file = Buffer.from(person.publicFile).toString("base64");
  await memberAdd.invoke(context, {
    list,
    member: { address: person.address, key: kind === "plain" ? undefined : { file } },
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

async function letterFor(list: EmailAddress, kind: string, writer: Person): Promise<Uint8Array> {
  const text = `${"x".repeat(70)}\r\n`.repeat(28);
  if (kind === "plain")
    return utf8(`From: ${writer.address}\r\nTo: ${list}\r\nSubject: x\r\nMessage-ID: <b@x>\r\n\r\n${text}`);
  const exported = await keyExport.invoke(context, { list });
  if (!exported.ok) throw exported.error;
  const pick = (scheme: string): string => exported.value.find((key) => key.scheme === scheme)?.text ?? "";
  const keys = await readListKeys(pick("openpgp"), pick("smime"));
  const letter = { from: writer, to: list, subject: "x", text, inReplyTo: null, messageId: `<${kind}@x>` };
  return writeSealed(writer, letter, await recipientOf(keys, writer.scheme));
}

async function hand(list: EmailAddress, message: Uint8Array): Promise<void> {
  const address = { kind: "unix", path: join(folder, "run", "lmtp.sock") } as const;
  const connected = await connect({ protocol: "lmtp", address, hostname: "bench" });
  if (!connected.ok) throw new Error(connected.error.text);
  await connected.value.send({ from: "writer@example.net", recipients: [list], eightBit: null }, [message]);
  await connected.value.quit();
}

function tick(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1));
}
