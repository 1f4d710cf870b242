/**
 * A sealed post of 25 MB to 20 members while a list of 12 gets its mail: peak memory of the server, which is
 * a process of its own, and how long the small list waits. Report only: `node test/bench/large-post.ts [MB]`.
 */
import { fork, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Bytes, type EmailAddress, silentLogger, utf8 } from "#base";
import { keyExport, listConfigure, listCreate, memberAdd } from "#operations";
import { connect } from "#wire";
import { makePerson, readListKeys, recipientOf, writeSealed } from "../../src/main/demo/people.ts";
import { initialise } from "../../src/main/initialise.ts";
import { openSite } from "../../src/main/open-site.ts";

const SIZE = Number(process.argv[2] ?? 25) * 1_000_000;
const BIG = "big@example.org" as EmailAddress;
const SMALL = "small@example.org" as EmailAddress;
const BIG_MEMBERS = 20;
const SMALL_MEMBERS = 12;
const END = Buffer.from("\r\n.\r\n");

/** Takes everything and tells the parent who got something; looks at each octet once. */
function sinkProcess(): void {
  const server = createServer((socket) => take(socket)).listen(0, "127.0.0.1");
  server.once("listening", () => process.send?.((server.address() as AddressInfo).port));
  process.once("disconnect", () => process.exit());
}

function take(socket: Socket): void {
  let pending = Buffer.alloc(0);
  let recipients: string[] = [];
  let inData = false;
  socket.on("error", () => socket.destroy());
  socket.write("220 sink\r\n");
  socket.on("data", (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    for (;;) {
      const end = pending.indexOf(inData ? END : "\r\n");
      if (end < 0) break;
      const line = inData ? "." : pending.toString("latin1", 0, end);
      pending = pending.subarray(end + (inData ? END.length : 2));
      inData = answer(line);
    }
    if (inData) pending = pending.subarray(Math.max(0, pending.length - END.length));
  });
  function answer(line: string): boolean {
    if (line === "DATA") return (void socket.write("354 go on\r\n"), true);
    if (/^MAIL/i.test(line)) recipients = [];
    if (/^RCPT/i.test(line)) recipients.push(/<(.*)>/.exec(line)?.[1] ?? "");
    if (line === ".") process.send?.(recipients);
    socket.write(/^EHLO/i.test(line) ? "250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n" : "250 2.0.0 ok\r\n");
    return false;
  }
}

/** Makes both lists; gives the large post. */
async function prepare(folder: string): Promise<Bytes> {
  const site = await openSite(folder, silentLogger);
  const context = { ...site, wake: () => {}, progress: () => {} };
  await listCreate.invoke(context, { address: BIG, sealed: true });
  await listConfigure.invoke(context, { list: BIG, settings: { max_message_size: 0 } });
  const people = [];
  for (let nth = 0; nth < BIG_MEMBERS; nth++) {
    const person = await makePerson(`Big${nth}`, nth % 4 === 3 ? "smime" : "openpgp");
    const file = Buffer.from(person.publicFile).toString("base64");
    await memberAdd.invoke(context, { list: BIG, member: { address: person.address, key: { file } } });
    people.push(person);
  }
  await listCreate.invoke(context, { address: SMALL, settings: { generic_nonmember_action: "accept" } });
  for (let nth = 0; nth < SMALL_MEMBERS; nth++) {
    await memberAdd.invoke(context, { list: SMALL, member: { address: `small${nth}@example.net` } });
  }
  const exported = await keyExport.invoke(context, { list: BIG });
  if (!exported.ok || people[0] === undefined) throw new Error("no key");
  const text = (scheme: string): string => exported.value.find((key) => key.scheme === scheme)?.text ?? "";
  const keys = await readListKeys(text("openpgp"), text("smime"));
  await site.close();
  const lines = randomBytes(SIZE / 2)
    .toString("base64")
    .replaceAll(/.{76}/g, "$&\r\n");
  const letter = { from: people[0], to: BIG, subject: "x", inReplyTo: null, messageId: "<big@x>" };
  return writeSealed(people[0], { ...letter, text: lines }, await recipientOf(keys, "openpgp"));
}

async function hand(folder: string, list: EmailAddress, message: Bytes): Promise<void> {
  const address = { kind: "unix", path: join(folder, "run", "lmtp.sock") } as const;
  const connected = await connect({ protocol: "lmtp", address, hostname: "bench" });
  if (!connected.ok) throw new Error(connected.error.text);
  const envelope = { from: "big0@example.net", recipients: [list], eightBit: null };
  const [result] = await connected.value.send(envelope, [message]);
  if (result?.code !== 250) throw new Error(`${result?.code} ${result?.text}`);
  await connected.value.quit();
}

/** From /proc, in MB: VmRSS now, VmHWM at its peak. */
function memory(pid: number, what: "VmRSS" | "VmHWM"): number {
  const found = new RegExp(`${what}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Math.round(Number(found?.[1] ?? 0) / 1000);
}

async function main(): Promise<void> {
  const sink = fork(import.meta.filename, [String(SIZE), "sink"]);
  const [port] = (await once(sink, "message")) as [number];
  const got = new Map<string, number>();
  sink.on("message", (who) => {
    for (const address of who as string[]) got.set(address, performance.now());
  });
  const folder = mkdtempSync(join(tmpdir(), "conclave-bench-"));
  writeFileSync(
    join(folder, "conclave.toml"),
    `log_level = "error"\n[relay]\nport = ${port}\nconnections = 10\n`,
  );
  await initialise(folder);
  const big = await prepare(folder);
  const entry = join(import.meta.dirname, "..", "support", "serve-folder.ts");
  const server = spawn(process.execPath, [entry, folder], { stdio: ["ignore", "ignore", "inherit"] });
  await sleep(3000);
  const pid = server.pid ?? 0;
  const small = (nth: number) =>
    utf8(`From: a@example.net\r\nTo: ${SMALL}\r\nMessage-ID: <${nth}@x>\r\nSubject: x\r\n\r\nhello\r\n`);
  const all = (count: number, name: string) =>
    Array.from({ length: count }, (_, nth) => `${name}${nth}@example.net`).every((one) => got.has(one));
  const waits: number[] = [];
  const idle = memory(pid, "VmRSS");
  const started = performance.now();
  await hand(folder, BIG, big);
  const taken = performance.now() - started;
  for (let nth = 0; nth < 50 && !all(BIG_MEMBERS, "big"); nth++) {
    for (const address of got.keys()) if (address.startsWith("small")) got.delete(address);
    const sent = performance.now();
    await hand(folder, SMALL, small(nth));
    while (!all(SMALL_MEMBERS, "small")) await sleep(2);
    waits.push(performance.now() - sent);
    await sleep(100);
  }
  while (!all(BIG_MEMBERS, "big")) await sleep(10);
  const whole = performance.now() - started;
  console.log(`${(big.length / 1e6).toFixed(1)} MB sealed to ${BIG_MEMBERS} members`);
  console.log(
    `LMTP took it after ${taken.toFixed(0)} ms, the last copy left after ${(whole / 1000).toFixed(1)} s`,
  );
  console.log(`memory: idle ${idle} MB, peak ${memory(pid, "VmHWM")} MB`);
  const sorted = waits.toSorted((a, b) => a - b);
  const [median, worst] = [sorted[sorted.length >> 1] ?? 0, sorted.at(-1) ?? 0];
  console.log(
    `the 12-member list meanwhile: ${waits.length} posts, LMTP in to last copy median ${median.toFixed(0)} ms, worst ${worst.toFixed(0)} ms`,
  );
  server.kill("SIGTERM");
  await once(server, "exit");
  sink.disconnect();
  rmSync(folder, { recursive: true, force: true });
}

if (process.argv[3] === "sink") sinkProcess();
else await main();
