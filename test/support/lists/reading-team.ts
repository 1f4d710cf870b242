/**
 * The list that people's mail programs are tried on: Alice writes to it with gpg, an attachment in her mail;
 * a reader with the program under test gets a copy and answers; Alice gets the answer if it came back sealed
 * and signed.
 */
import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { type Bytes, type Scheme, utf8 } from "#base";
import { decodeBody, decodeText, decodeWords, type Entity } from "#mime";
import { heldList, keyExport, keyImport, listCreate, memberAdd } from "#operations";
import { type Gpg, gpgPerson, openGpg } from "../crypto/gpg.ts";
import { mailAround, pgpEncrypted } from "../programs/mail-programs.ts";
import { parsed, TEAM } from "./mixed-team.ts";
import { certificatePem, makePerson, privateKeyPem, type TestAuthority } from "../crypto/pki.ts";
import { fileInput, newServer, type TestServer } from "../server.ts";

export const WRITER = "alice@example.net";
export const READER = "rita@example.org";

/** What Alice writes, and what a program is to show of it. */
export const POST = {
  subject: "Grüße aus Köln",
  text: "The marker is heliotrope, schön.",
  attachment: { name: "plan.csv", text: "day;place\r\nMonday;Köln\r\n" },
} as const;

export interface ReadingTeam {
  readonly server: TestServer;
  /** Alice's gpg; it knows the list's key. */
  readonly gpg: Gpg;
  /** The list's public keys: armour, and PEM. */
  readonly listKeys: Readonly<Record<Scheme, string>>;
  readonly listFingerprint: string;
}

/** With an authority the list has a certificate from there in place of the one it made itself. */
export async function readingTeam(test: TestContext, authority?: TestAuthority): Promise<ReadingTeam> {
  const server = await newServer(test);
  const gpg = openGpg();
  test.after(() => gpg.close());
  await server.call(listCreate, { address: TEAM, name: "Team", owners: ["mia@example.net"], sealed: true });
  if (authority !== undefined) {
    const list = makePerson({ kind: "rsa3072", address: TEAM }, authority);
    const file = fileInput(utf8(privateKeyPem(list) + list.certificates.map(certificatePem).join("")));
    await server.call(keyImport, { list: TEAM, file, replace: true });
  }
  const exported = await server.call(keyExport, { list: TEAM });
  const keyOf = (scheme: Scheme) => exported.find((key) => key.scheme === scheme);
  const listKeys = { openpgp: keyOf("openpgp")?.text ?? "", smime: keyOf("smime")?.text ?? "" };
  gpg.import(listKeys.openpgp);
  const team = { server, gpg, listKeys, listFingerprint: keyOf("openpgp")?.fingerprint ?? "" };
  const writer = gpgPerson(gpg, `Alice Writer <${WRITER}>`, "ed25519");
  await join(team, WRITER, gpg.must(["-a", "--export", writer]));
  return team;
}

/** Makes somebody a member with this key or certificate, as a file. */
export async function join(
  { server }: Pick<ReadingTeam, "server">,
  address: string,
  file: Bytes | string,
): Promise<void> {
  const key = { file: fileInput(typeof file === "string" ? utf8(file) : file) };
  await server.call(memberAdd, { list: TEAM, member: { address, key } });
}

/** Alice writes; gives the reader's copy, octet for octet. */
export async function copyOfPost({ server, gpg }: ReadingTeam, reader = READER): Promise<Buffer> {
  const draft = { from: WRITER, to: TEAM, subject: POST.subject, text: POST.text, id: "plan" };
  const armour = gpg.must(["-a", "-se", "-u", WRITER, "-r", TEAM], writtenByAlice());
  await server.post({ from: WRITER, to: TEAM, message: mailAround(draft, pgpEncrypted(armour)) });
  const copy = server.mailbox(reader).at(-1);
  assert.ok(copy, `${reader} got nothing`);
  return copy.data;
}

/** Thunderbird's form, with an attachment. */
function writtenByAlice(): string {
  return [
    'Content-Type: multipart/mixed; boundary="in0"; protected-headers="v1"',
    `From: Alice Writer <${WRITER}>`,
    `To: ${TEAM}`,
    "Message-ID: <plan@laptop.example>",
    "Subject: =?UTF-8?B?R3LDvMOfZSBhdXMgS8O2bG4=?=",
    "",
    "--in0",
    "Content-Type: text/plain; charset=UTF-8",
    "Content-Transfer-Encoding: base64",
    "",
    Buffer.from(`${POST.text}\r\n`).toString("base64"),
    "--in0",
    `Content-Type: text/csv; charset=UTF-8; name="${POST.attachment.name}"`,
    `Content-Disposition: attachment; filename="${POST.attachment.name}"`,
    "Content-Transfer-Encoding: base64",
    "",
    Buffer.from(POST.attachment.text).toString("base64"),
    "--in0--",
    "",
  ].join("\r\n");
}

/** What the list gave on: an answer, as Alice reads it with gpg. */
export interface Answer {
  readonly subject: string;
  /** The reader's program let nobody on the way read the Subject. */
  readonly hidSubject: boolean;
  /** Its placeholder outside counts it to the thread of the first post. */
  readonly inThread: boolean;
  /** All text in it: the block of what the server found, and what was written. */
  readonly text: string;
}

/** Hands in what the reader's program sent; fails unless it came sealed, is authentic and went on. */
export async function answered(
  { server, gpg }: ReadingTeam,
  message: Bytes,
  reader = READER,
): Promise<Answer> {
  const count = server.mailbox(WRITER).length;
  await server.post({ from: reader, to: TEAM, message });
  const held = await server.call(heldList, {});
  assert.deepEqual(
    held.map(({ kind, code }) => `${kind} ${code}`),
    [],
    "the answer is kept from the members",
  );
  const copies = server.mailbox(WRITER).slice(count);
  assert.equal(copies.length, 1, "Alice gets the answer once");
  const [, data] = parsed(copies[0]?.data ?? utf8("")).children;
  assert.ok(data);
  const inside = parsed(gpg.must(["--decrypt"], decodeBody(data)));
  const text = allText(inside);
  assert.match(text, new RegExp(`Signature: valid, by .*${reader}`));
  assert.match(text, /Sealed on its way to the list: yes/);
  return {
    subject: inside.header.first("Subject")?.value ?? "",
    hidSubject: !decodeWords(parsed(message).header.first("Subject")?.value ?? "").includes(POST.subject),
    inThread: inFirstThread(copies[0]?.data),
    text,
  };
}

function allText(entity: Entity): string {
  if (entity.children.length > 0) return entity.children.map(allText).join("\n");
  return entity.contentType.type === "text" ? decodeText(entity) : "";
}

function inFirstThread(copy: Bytes = utf8("")): boolean {
  return parsed(copy).header.first("Subject")?.value === "[Team] sealed post 1";
}
