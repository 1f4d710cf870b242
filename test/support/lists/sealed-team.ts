/**
 * The sealed list that the whole-server stories are about: Alice in OpenPGP, Bob in S/MIME, Carol without a
 * key, Mia who owns it; and what its correspondents can do to it, octet by octet.
 */
import { type Bytes, type Clock, type EmailAddress, type Fingerprint, type Scheme, utf8 } from "#base";
import type { FieldList } from "#mime";
import { armourKey, describeKey, readKeys } from "#openpgp";
import { heldList, keyExport, listCreate, memberAdd } from "#operations";
import type { Opened } from "#protect";
import { armourCertificate, describeCertificate, readCertificates } from "#smime";
import { type Correspondent, correspondent, entity, mail, NOW, openFor } from "../programs/correspondents.ts";
import { fileInput, type TestServer } from "../server.ts";

export const TEAM = "team@example.org" as EmailAddress;
export const OWNER = "team-owner@example.org" as EmailAddress;
export const MIA = "mia@example.net" as EmailAddress;
export const CAROL = "carol@example.net" as EmailAddress;

/** A clock that stands at the correspondents' NOW until it is moved. */
export interface MovableClock extends Clock {
  advance(ms: number): void;
}

export function movableClock(): MovableClock {
  let now = NOW.getTime();
  return {
    now: () => new Date(now),
    advance(ms) {
      now += ms;
    },
  };
}

export interface Team {
  readonly alice: Correspondent;
  readonly bob: Correspondent;
  /** The list as somebody to seal to, and whose signatures are checked. */
  readonly openpgp: Correspondent;
  readonly smime: Correspondent;
}

/** Needs a server whose clock stands at NOW. */
export async function sealedTeam(
  server: TestServer,
  settings: Readonly<Record<string, string | number>> = {},
): Promise<Team> {
  await server.call(listCreate, { address: TEAM, name: "Team", owners: [MIA], sealed: true, settings });
  const [alice, bob] = [await correspondent("alice", "openpgp"), await correspondent("bob", "smime")];
  for (const person of [alice, bob]) await join(server, person);
  await server.call(memberAdd, { list: TEAM, member: { address: CAROL } });
  return { alice, bob, ...(await listAsCorrespondents(server, TEAM)) };
}

export async function join(
  server: TestServer,
  person: Correspondent,
  roles: { readonly owner?: boolean; readonly list?: EmailAddress } = {},
): Promise<void> {
  const { owner = false, list = TEAM } = roles;
  const key = { file: fileInput(utf8(publicFile(person))) };
  await server.call(memberAdd, { list, member: { address: person.address, owner, key } });
}

function publicFile({ secret, publicKey }: Correspondent): string {
  return secret.scheme === "openpgp" ? armourKey(publicKey) : armourCertificate(publicKey);
}

export async function listAsCorrespondents(
  server: TestServer,
  list: EmailAddress,
): Promise<Pick<Team, "openpgp" | "smime">> {
  const exported = await server.call(keyExport, { list });
  const text = (scheme: Scheme) => utf8(exported.find((key) => key.scheme === scheme)?.text ?? "");
  const keys = await readKeys(text("openpgp"));
  const certificates = readCertificates(text("smime"));
  const key = keys.ok ? keys.value[0] : undefined;
  const certificate = certificates.ok ? certificates.value[0] : undefined;
  if (key === undefined || certificate === undefined) throw new Error(`${list} has no keys`);
  const [described, certified] = [await describeKey(key, NOW), describeCertificate(certificate, NOW)];
  if (!described.ok || !certified.ok) throw new Error(`the keys of ${list} cannot be used`);
  return {
    openpgp: listOf(list, "openpgp", { publicKey: key, fingerprint: described.value.fingerprint }),
    smime: listOf(list, "smime", { publicKey: certificate, fingerprint: certified.value.fingerprint }),
  };
}

/** Somebody of whom only the public half is known. */
function listOf(
  address: EmailAddress,
  scheme: Scheme,
  { publicKey, fingerprint }: { readonly publicKey: Bytes; readonly fingerprint: Fingerprint },
): Correspondent {
  const secret = {
    scheme,
    fingerprint,
    secret: utf8(""),
    certificates: scheme === "smime" ? [publicKey] : [],
  };
  return { member: 0 as Correspondent["member"], address, secret, publicKey };
}

/** The header section of a post around its content; `more` comes last. */
export function letter(
  from: { readonly address: string },
  content: Bytes,
  { id = "1", to = TEAM, more = [] }: { id?: string; to?: string; more?: FieldList } = {},
): Bytes {
  const fields: FieldList = [
    ["From", from.address],
    ["To", to],
    ["Subject", "outside"],
    ["Message-ID", `<${id}@laptop.example>`],
    ["MIME-Version", "1.0"],
    ...more,
  ];
  return mail(fields, content);
}

/** A text whose Subject, From and other fields travel inside the protection (RFC 9788). */
export function protectedText(
  from: { readonly address: string },
  text: string,
  { subject = "inside", to = TEAM, more = [] }: { subject?: string; to?: string; more?: FieldList } = {},
): Bytes {
  return entity(text, [
    ["Content-Type", `text/plain; charset=utf-8; hp="cipher"`],
    ["From", from.address],
    ["To", to],
    ["Subject", subject],
    ...more,
  ]);
}

/** What a member reads of the newest message in their mailbox; null if it does not open with their key. */
export async function readNewest(
  server: TestServer,
  reader: Correspondent,
  team: Team,
): Promise<Opened | null> {
  const newest = server.mailbox(reader.address).at(-1);
  if (newest === undefined) return null;
  const opened = await openFor(newest.data, [reader], [team.openpgp, team.smime]);
  return opened.ok ? opened.value : null;
}

export async function heldCodes(server: TestServer): Promise<readonly string[]> {
  const held = await server.call(heldList, {});
  return held.map(({ kind, code }) => `${kind} ${code}`);
}

/** All that left the server, as one text. */
export function everythingSent(server: TestServer): string {
  return Buffer.concat(
    server.sink.messages.flatMap(({ from, recipients, data }) => [
      Buffer.from(`${from} ${recipients.join()}\n`),
      data,
    ]),
  ).toString("latin1");
}
