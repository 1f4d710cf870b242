/**
 * A sealed list on the whole server, with keys that came from elsewhere: the list's OpenPGP key from gpg
 * with a passphrase, its certificate from openssl as PKCS#12, members' keys from gpg and openssl.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { TestContext } from "node:test";
import type { Bytes } from "#base";
import { decodeBody, decodeText, type Entity, parseMessage } from "#mime";
import { heldList, type HeldView, keyImport, listCreate, memberAdd } from "#operations";
import { type Gpg, type GpgFamily, gpgPerson, openGpg } from "../crypto/gpg.ts";
import { type Openssl, openOpenssl, type OpensslPerson } from "../crypto/openssl.ts";
import { fileInput, newServer, type TestServer } from "../server.ts";

export const TEAM = "team@example.org";
export const GPG_PEOPLE = {
  "rita@example.net": "rsa2048",
  "ed@example.net": "ed25519",
  "nina@example.net": "nistp256",
} as const satisfies Record<string, GpgFamily>;
export const SSL_PEOPLE = { "bob@example.net": "rsa", "ecki@example.net": "p256" } as const;

export type GpgAddress = keyof typeof GPG_PEOPLE;
export type SslAddress = keyof typeof SSL_PEOPLE;

export interface MixedTeam {
  readonly server: TestServer;
  readonly gpg: Gpg;
  readonly ssl: Openssl;
  /** Fingerprints of the members' OpenPGP keys. */
  readonly pgp: Readonly<Record<GpgAddress, string>>;
  readonly smime: Readonly<Record<SslAddress, OpensslPerson>>;
  readonly listFingerprint: string;
  readonly listPerson: OpensslPerson;
}

const OWNER = "mia@example.net";
const PASSPHRASE = "Zugbrücke 7";
const SEALED = Object.fromEntries(
  ["gpg", "smime"].flatMap((family) => [
    [`${family}_post_encrypt`, "force"],
    [`${family}_post_sign`, "yes"],
    [`${family}_distrib_encrypt`, "force"],
    [`${family}_distrib_sign`, "yes"],
  ]),
);

export async function mixedTeam(
  test: TestContext,
  settings: Readonly<Record<string, string>> = {},
): Promise<MixedTeam> {
  const server = await newServer(test);
  const gpg = openGpg();
  const ssl = openOpenssl();
  test.after(() => {
    gpg.close();
    ssl.close();
  });
  const owners = [OWNER];
  await server.call(listCreate, {
    address: TEAM,
    name: "Team",
    owners,
    settings: { ...SEALED, ...settings },
  });
  const team = {
    server,
    gpg,
    ssl,
    listFingerprint: await importGpgKey(server, gpg),
    listPerson: await importPkcs12(server, ssl),
  };
  return { ...team, pgp: await addGpgPeople(team), smime: await addSslPeople(team) };
}

/** The list's key, made by gpg and locked with a passphrase. */
async function importGpgKey(server: TestServer, gpg: Gpg): Promise<string> {
  const locked = ["--passphrase", PASSPHRASE];
  gpg.must([...locked, "--quick-generate-key", `Team <${TEAM}>`, "ed25519", "sign,cert", "1y"]);
  const [fingerprint = ""] =
    /(?<=^fpr:+)[0-9A-F]{40}/m.exec(gpg.must(["-k", "--with-colons", TEAM]).toString()) ?? [];
  gpg.must([...locked, "--quick-add-key", fingerprint, "cv25519", "encr", "1y"]);
  const file = fileInput(gpg.must([...locked, "-a", "--export-secret-keys", fingerprint]));
  await assert.rejects(server.call(keyImport, { list: TEAM, file }), /locked/);
  await assert.rejects(server.call(keyImport, { list: TEAM, file, passphrase: "x" }), /does not open/);
  const imported = await server.call(keyImport, { list: TEAM, file, passphrase: PASSPHRASE });
  assert.ok(imported.carriesAddress);
  assert.equal(imported.key.fingerprint, fingerprint);
  return fingerprint;
}

/** The list's certificate, made by openssl and packed as PKCS#12. */
async function importPkcs12(server: TestServer, ssl: Openssl): Promise<OpensslPerson> {
  const person = ssl.person(TEAM, "rsa");
  const names = ["-in", person.certificate, "-inkey", person.key, "-passout", `pass:${PASSPHRASE}`];
  const file = fileInput(ssl.must(["pkcs12", "-export", ...names]));
  await assert.rejects(server.call(keyImport, { list: TEAM, file, passphrase: "x" }), /does not open/);
  const imported = await server.call(keyImport, { list: TEAM, file, passphrase: PASSPHRASE });
  assert.ok(imported.carriesAddress);
  return person;
}

type Team = Pick<MixedTeam, "server" | "gpg" | "ssl">;

async function addGpgPeople({ server, gpg }: Team): Promise<MixedTeam["pgp"]> {
  const people: Record<string, string> = {};
  for (const [address, family] of Object.entries(GPG_PEOPLE)) {
    const fingerprint = gpgPerson(gpg, `${family} <${address}>`, family);
    const file = fileInput(gpg.must(["-a", "--export", fingerprint]));
    await server.call(memberAdd, { list: TEAM, member: { address, key: { file } } });
    people[address] = fingerprint;
  }
  return people as MixedTeam["pgp"];
}

async function addSslPeople({ server, ssl }: Team): Promise<MixedTeam["smime"]> {
  const people: Record<string, OpensslPerson> = {};
  for (const [address, kind] of Object.entries(SSL_PEOPLE)) {
    const person = ssl.person(address, kind);
    const file = fileInput(readFileSync(person.certificate));
    await server.call(memberAdd, { list: TEAM, member: { address, key: { file } } });
    people[address] = person;
  }
  return people as MixedTeam["smime"];
}

/** What a member's program shows after opening: the real Subject, the block, the content. */
export interface Expected {
  readonly from: string;
  readonly subject: string;
  readonly text: string;
}

export function assertInside(octets: Bytes, { from, subject, text }: Expected): void {
  const inside = parsed(octets);
  assert.equal(inside.header.first("Subject")?.value, subject);
  assert.equal(inside.header.first("Author")?.value, `Writer <${from}>`);
  assert.equal(inside.contentType.parameters.get("hp"), "cipher");
  const [block, own, ...more] = inside.children;
  assert.ok(block && own && more.length === 0);
  const shown = decodeText(block);
  assert.match(
    shown,
    new RegExp(`^Subject: ${subject.replaceAll(/[?[\]]/g, "\\$&")}(?: \\(not signed\\))?\r\n`),
  );
  assert.match(shown, new RegExp(`Signature: valid, by .*${from}`));
  assert.match(shown, /Sealed on its way to the list: yes/);
  assert.ok(allText(own).includes(text), `the post itself: ${decodeText(own)}`);
}

/** Nothing of the post stands outside. */
export function assertOutside(copy: Bytes, subject: string): Entity {
  const outside = parsed(copy);
  assert.match(outside.header.first("Subject")?.value ?? "", /^\[Team\] sealed post \d+$/);
  assert.equal(outside.header.first("From")?.value, "Team <team@example.org>");
  assert.ok(!Buffer.from(copy).includes(Buffer.from(subject)), "the real Subject is outside");
  return outside;
}

/** What `work` sends is kept for the owners with this code, and no member gets anything. */
export async function assertKept(
  server: TestServer,
  code: string,
  work: () => Promise<void>,
): Promise<HeldView> {
  const before = new Set((await server.call(heldList, {})).map(({ id }) => id));
  const count = server.sink.messages.length;
  await work();
  const [held, ...more] = (await server.call(heldList, {})).filter(({ id }) => !before.has(id));
  assert.ok(held !== undefined && more.length === 0, "exactly one message is kept");
  assert.equal(held.code, code);
  const sent = server.sink.messages.slice(count).flatMap(({ recipients }) => recipients);
  assert.deepEqual(
    sent.filter((address) => address !== OWNER),
    [],
  );
  return held;
}

export function parsed(message: Bytes): Entity {
  const result = parseMessage(message);
  assert.ok(result.ok);
  return result.value;
}

function allText(entity: Entity): string {
  if (entity.children.length > 0) return entity.children.map(allText).join("\n");
  return Buffer.from(decodeBody(entity)).toString();
}
