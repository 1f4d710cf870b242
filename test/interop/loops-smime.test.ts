/**
 * A sealed list names itself in its signature (RFC 2634 §4), as openssl reads it, and knows its own mail again when
 * everything that stood outside is gone.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test, type TestContext } from "node:test";
import { type Bytes, systemRandom, utf8 } from "#base";
import { decodeBody, toCrlf } from "#mime";
import { heldList, keyExport, listCreate, memberAdd } from "#operations";
import { armourCertificate, generateListKey, signDetached } from "#smime";
import { type Draft, mailAround, muttEntity } from "../support/programs/mail-programs.ts";
import { parsed, TEAM } from "../support/lists/mixed-team.ts";
import { type Openssl, openOpenssl, type OpensslPerson } from "../support/crypto/openssl.ts";
import { peer } from "../support/programs/peers.ts";
import { fileInput, newServer, type TestServer } from "../support/server.ts";

const needed = { skip: peer("openssl").skip };
const BOB = "bob@example.net";
const OTHERS = "others@elsewhere.example";

interface Scene {
  readonly server: TestServer;
  readonly ssl: Openssl;
  readonly bob: OpensslPerson;
  readonly list: OpensslPerson;
}

async function scene(t: TestContext, preset: "full" | "as-received", settings = {}): Promise<Scene> {
  const server = await newServer(t);
  const ssl = openOpenssl();
  t.after(() => ssl.close());
  await server.call(listCreate, { address: TEAM, name: "Team", preset, family: "smime", settings });
  const bob = ssl.person(BOB, "rsa");
  await bind(server, BOB, readFileSync(bob.certificate));
  const keys = await server.call(keyExport, { list: TEAM });
  const certificate = ssl.file("list.pem", keys.find(({ scheme }) => scheme === "smime")?.text ?? "");
  return { server, ssl, bob, list: { address: TEAM, certificate, key: "" } };
}

async function bind(server: TestServer, address: string, key: Bytes): Promise<void> {
  await server.call(memberAdd, { list: TEAM, member: { address, key: { file: fileInput(key) } } });
}

function draft(from: string, id: string): Draft {
  return { from, to: TEAM, subject: "outside", text: `hello ${id}\r\n`, id };
}

/** What Bob gets of it, opened; null for nothing. */
async function post({ server, ssl, bob }: Scene, from: Draft, content: Bytes): Promise<Buffer | null> {
  const before = server.sink.messages.length;
  await server.post({ from: from.from, to: TEAM, message: mailAround(from, toCrlf(content), "outside") });
  const copy = server.sink.messages.slice(before).find(({ recipients }) => recipients.includes(BOB));
  return copy === undefined ? null : ssl.open(bob, copy.data);
}

async function keptCodes({ server }: Scene): Promise<readonly string[]> {
  return (await server.call(heldList, {})).map(({ kind, code }) => `${kind} ${code}`);
}

function sealed({ ssl, bob, list }: Scene, from: Draft): Buffer {
  const signed = ssl.sign(bob, muttEntity(from), "detached");
  return ssl.seal(list, toCrlf(signed), "aes-256-cbc");
}

/** The attributes of the list's own signature, as openssl prints them. */
function printed({ ssl }: Scene, signed: Buffer): string {
  const [, signature] = parsed(toCrlf(signed)).children;
  assert.ok(signature, "the list signed");
  const print = ["asn1parse", "-inform", "DER", "-in", ssl.file("smime.p7s", decodeBody(signature))];
  return ssl.must(print).toString();
}

test("the list's signature names the list, when, and that no receipts are wanted", needed, async (t) => {
  const at = await scene(t, "full");
  const copy = (await post(at, draft(BOB, "one"), sealed(at, draft(BOB, "one")))) ?? assert.fail("no copy");
  const lines = printed(at, copy).split("\n");
  const found = lines.findIndex((line) => line.includes("id-smime-aa-mlExpandHistory"));
  assert.notEqual(found, -1);
  const [set, history, list, identifier] = lines.slice(found + 1);
  assert.match(set ?? "", /cons: SET/);
  for (const line of [history, list, identifier]) assert.match(line ?? "", /cons: SEQUENCE/);
  const rest = lines.slice(found + 1).join("\n");
  assert.match(rest, /GENERALIZEDTIME +:20\d{12}Z\n.* l= +0 prim: +cont \[ 0 \]/);
  const serial = at.ssl.must(["x509", "-in", at.list.certificate, "-noout", "-serial"]).toString();
  assert.ok(
    rest.includes(`INTEGER           :${serial.trim().slice("serial=".length)}`),
    "it is the list's own",
  );
  assert.ok(at.ssl.must(["cms", "-verify", "-in", at.ssl.file("copy.eml", copy), "-noverify"]).length > 0);
});

test("what the list signed is known again inside, whoever sends it sealed anew", needed, async (t) => {
  const at = await scene(t, "full", { smime_post_sign: "no", generic_nonmember_action: "accept" });
  const copy = (await post(at, draft(BOB, "one"), sealed(at, draft(BOB, "one")))) ?? assert.fail("no copy");
  const again = at.ssl.seal(at.list, toCrlf(copy), "aes-256-cbc");
  assert.equal(await post(at, draft(OTHERS, "two"), again), null);
  assert.deepEqual(await keptCodes(at), ["refused loop"]);
});

test(
  "a way over unknown lists waits; one over a known list goes on, and this list adds itself",
  needed,
  async (t) => {
    const at = await scene(t, "full", { smime_post_encrypt: "yes", smime_post_sign: "no" });
    const made = { address: OTHERS as never, commonName: "Others", at: new Date(), expiresAt: null };
    const { secret } = await generateListKey({ ...made, random: systemRandom });
    const from = draft(OTHERS, "way");
    const part = muttEntity(from);
    const signature = signDetached({ content: utf8(part), signWith: secret, at: new Date(), expansions: [] });
    const whole = signedBy(part, signature.signature);
    assert.equal(await post(at, from, whole), null);
    assert.deepEqual(await keptCodes(at), ["held strange-history"]);
    await bind(at.server, OTHERS, utf8(armourCertificate(secret.certificates[0] ?? assert.fail())));
    const later = { ...from, id: "later" };
    const next = signDetached({
      content: utf8(muttEntity(later)),
      signWith: secret,
      at: new Date(),
      expansions: [],
    });
    const copy = await post(at, later, signedBy(muttEntity(later), next.signature));
    const times = printed(at, copy ?? assert.fail("no copy")).match(/GENERALIZEDTIME/g);
    assert.equal(times?.length, 2);
  },
);

function signedBy(part: string, signature: Bytes): Bytes {
  const base64 = Buffer.from(signature).toString("base64").replaceAll(/.{76}/g, "$&\r\n");
  const type = 'multipart/signed; protocol="application/pkcs7-signature"; micalg=sha-256; boundary="s"';
  const below = `Content-Type: application/pkcs7-signature\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64}`;
  return utf8(`Content-Type: ${type}\r\n\r\n--s\r\n${part}\r\n--s\r\n${below}\r\n--s--\r\n`);
}

test("before it is opened a keyed field tells, if List-Id and X-BeenThere are gone", needed, async (t) => {
  const at = await scene(t, "as-received");
  await at.server.post({
    from: BOB,
    to: TEAM,
    message: mailAround(draft(BOB, "first"), utf8(muttEntity(draft(BOB, "first"))), "x"),
  });
  const copy = at.server.sink.messages.at(-1)?.data.toString() ?? "";
  const mark = /^X-Conclave-Loop: [\w-]{32}\r$/m.exec(copy)?.[0] ?? assert.fail("no mark");
  const from = draft(OTHERS, "back");
  const message = Buffer.concat([utf8(`${mark}\n`), mailAround(from, utf8(muttEntity(from)), "x")]);
  await at.server.post({ from: OTHERS, to: TEAM, message });
  assert.deepEqual(await keptCodes(at), ["refused loop"]);
});
