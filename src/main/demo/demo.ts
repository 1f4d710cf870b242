/**
 * `conclave demo`: one list, two kinds of keys, the real server. Everything that is printed was received by
 * SMTP and opened with the reader's own key; what does not hold makes it fail.
 */
import { type Bytes, type EmailAddress, view } from "#base";
import type { Opened } from "#protect";
import { contentType, outerField, textOf } from "./copy-text.ts";
import { openMailboxes } from "./mailboxes.ts";
import {
  type ListPublicKeys,
  makePerson,
  type Person,
  readListKeys,
  readSealed,
  recipientOf,
  writeSealed,
} from "./people.ts";
import { inWords, type Report, shortened, startReport } from "./report.ts";
import { type ServerProcess, startServer } from "./server-process.ts";

export interface DemoOptions {
  /** What starts conclave: the path of Node, its options, and the entry file. */
  readonly program: readonly string[];
  readonly write: (text: string) => void;
}

const TEAM = "team@example.org" as EmailAddress;
const CAROL = "carol@example.net";
const SECRET = "Meet at the old mill";
const WAIT_MS = 15_000;
const QUIET_MS = 1_000;

/** Whether all that it says was true. */
export async function demo({ program, write }: DemoOptions): Promise<boolean> {
  const report = startReport(write);
  write("Conclave: one list, two kinds of keys. Nothing here is acted; it takes some ten seconds.\n");
  const mailboxes = await openMailboxes();
  const server = await startServer(program, mailboxes.port);
  try {
    const scene = await setUp(report, server);
    const play: Play = {
      ...scene,
      report,
      server,
      next: (address, ms = WAIT_MS) => mailboxes.next(address, ms),
    };
    const first = await aliceWrites(play);
    await bobAnswers(play, first);
    await outsiderTries(play);
    report.step("What left the server");
    const everything = Buffer.concat(mailboxes.all.map(({ message }) => message)).toString("latin1");
    report.check(
      `${mailboxes.all.length} messages, and “${SECRET}” can be read in none of them`,
      !everything.includes(SECRET),
    );
  } finally {
    await server.close();
    await mailboxes.close();
  }
  write(report.allHeld ? "\nAll of it held.\n" : "\nNot all of it held.\n");
  if (report.allHeld) write("Next: npm start, or read README.md, “Your first list”.\n");
  return report.allHeld;
}

interface Scene {
  readonly alice: Person;
  readonly bob: Person;
  readonly mallory: Person;
  readonly keys: ListPublicKeys;
}

interface Play extends Scene {
  readonly report: Report;
  readonly server: ServerProcess;
  next(address: string, ms?: number): Promise<{ readonly from: string; readonly message: Bytes } | null>;
}

async function setUp(report: Report, server: ServerProcess): Promise<Scene> {
  report.step("The server runs, with the embedded database. We make a list and its members");
  await server.run(["list", "create", TEAM, "--name", "Team", "--sealed"]);
  const [alice, bob, mallory] = await Promise.all([
    makePerson("Alice", "openpgp"),
    makePerson("Bob", "smime"),
    makePerson("Mallory", "openpgp"),
  ]);
  for (const { address, publicFile } of [alice, bob]) {
    await server.run(["member", "add", TEAM, address, "--key", "-"], publicFile);
  }
  await server.run(["member", "add", TEAM, CAROL]);
  const keys = await readListKeys(
    await server.print(["key", "export", TEAM, "--scheme", "openpgp"]),
    await server.print(["key", "export", TEAM, "--scheme", "smime"]),
  );
  report.line(
    `${TEAM}  OpenPGP key ${shortened(keys.openpgp.fingerprint)}, certificate ${shortened(keys.smime.fingerprint)}`,
  );
  report.line("Alice has an OpenPGP key, Bob an S/MIME certificate, Carol has no key.");
  return { alice, bob, mallory, keys };
}

/** The Message-ID under which Bob's program knows the post. */
async function aliceWrites(play: Play): Promise<string> {
  const { report, server, alice, bob } = play;
  report.step("Alice writes to the list, signed and sealed with OpenPGP (PGP/MIME)");
  const message = await letter(play, alice, { from: alice, id: "1", text: `${SECRET} at nine.` });
  report.check(`the LMTP listener takes it: ${await server.post(message, alice.address, TEAM)}`, true);
  await show(play, alice, SECRET);
  const bobsCopy = await show(play, bob, SECRET);
  await showNotice(play);
  return outerField(bobsCopy, "message-id");
}

async function bobAnswers(play: Play, inReplyTo: string): Promise<void> {
  const { report, server, alice, bob } = play;
  report.step("Bob answers, signed and sealed with S/MIME");
  const text = `I will be there. ${SECRET}, yes.`;
  const message = await letter(play, bob, { from: bob, id: "2", text, inReplyTo });
  report.check(`the LMTP listener takes it: ${await server.post(message, bob.address, TEAM)}`, true);
  await show(play, alice, "I will be there.");
  await show(play, bob, "I will be there.");
  report.check(
    "Carol hears of it once a day, not for every post",
    (await play.next(CAROL, QUIET_MS)) === null,
  );
}

async function outsiderTries(play: Play): Promise<void> {
  const { report, server, alice, bob, mallory } = play;
  report.step("Mallory, who has the list's public key, writes in Alice's name");
  const message = await letter(play, mallory, { from: alice, id: "3", text: "Send me the files." });
  report.line(`the LMTP listener takes it: ${await server.post(message, mallory.address, TEAM)}`);
  const held = await firstHeld(server);
  report.check(
    `it is held: ${held?.why ?? "no"}`,
    held?.code === "not-signed" && held.detail === "unknown-key",
  );
  const nobody =
    (await play.next(bob.address, QUIET_MS)) === null && (await play.next(alice.address, 0)) === null;
  report.check(
    "no member got it, and Mallory is told nothing",
    nobody && (await play.next(mallory.address, 0)) === null,
  );
}

interface Wording {
  readonly from: Person;
  readonly id: string;
  readonly text: string;
  readonly inReplyTo?: string;
}

async function letter(play: Play, writer: Person, { from, id, text, inReplyTo }: Wording): Promise<Bytes> {
  const subject = inReplyTo === undefined ? "The old mill" : "Re: The old mill";
  const messageId = `<${id}@${writer.name.toLowerCase()}.example.net>`;
  const fields = { from, to: TEAM, subject, text: `${text}\r\n`, inReplyTo: inReplyTo ?? null, messageId };
  return writeSealed(writer, fields, await recipientOf(play.keys, writer.scheme));
}

/** Prints a copy's outside and, once it is opened with the reader's key, its inside. */
async function show(play: Play, reader: Person, expected: string): Promise<Bytes> {
  const { report, keys } = play;
  const copy = await play.next(reader.address);
  report.check(`${reader.name} gets a copy`, copy !== null);
  if (copy === null) return new Uint8Array();
  report.line(
    `  outside  ${outerField(copy.message, "from")} | ${outerField(copy.message, "subject")} | ${contentType(copy.message)}`,
  );
  const opened = await readSealed(reader, copy.message, keys);
  report.check(`${reader.name}'s own key opens it`, opened !== null && opened.wasEncrypted === reader.scheme);
  if (opened !== null) showInside(report, opened, expected);
  const [signature] = opened?.signatures ?? [];
  const byList = signature?.verdict === "valid" && signature.signer === keys[reader.scheme].fingerprint;
  report.check(`the list's signature: ${inWords(signature)}`, byList);
  return copy.message;
}

function showInside(report: Report, opened: Opened, expected: string): void {
  for (const line of textOf(opened)) report.line(`  inside   ${line}`);
  report.check(
    "the text is what was written",
    textOf(opened).some((line) => line.startsWith(expected)),
  );
}

async function showNotice(play: Play): Promise<void> {
  const { report } = play;
  const notice = await play.next(CAROL);
  const text = view(notice?.message ?? new Uint8Array()).toString();
  report.check(
    `Carol gets a notice instead: “${outerField(notice?.message ?? new Uint8Array(), "subject")}”`,
    notice !== null,
  );
  report.check("with nothing of the post in it", !text.includes(SECRET) && !text.includes("old mill"));
}

async function firstHeld(
  server: ServerProcess,
): Promise<{ code: string; why: string; detail: string } | undefined> {
  for (let waited = 0; waited < WAIT_MS; waited += 100) {
    const [held] = (await server.run(["held", "list", TEAM])) as {
      code: string;
      why: string;
      detail: string;
    }[];
    if (held !== undefined) return held;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return undefined;
}
