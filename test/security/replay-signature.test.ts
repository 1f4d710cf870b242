/** S4: what was signed counts once, however it is sealed, and only while it is fresh. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { type Bytes, type EmailAddress, fromHex, utf8, view } from "#base";
import { composePart, encodeBase64Lines } from "#mime";
import { heldAccept, heldDiscard, heldList, listConfigure, listCreate } from "#operations";
import { signDetached } from "#smime";
import {
  type Correspondent,
  correspondent,
  entity,
  multipartSigned,
  NOW,
  sealed,
  signed,
} from "../support/programs/correspondents.ts";
import { packet } from "../support/crypto/openpgp-forge.ts";
import { makePerson } from "../support/crypto/pki.ts";
import { newServer, type TestServer } from "../support/server.ts";
import {
  heldCodes,
  join,
  letter,
  listAsCorrespondents,
  movableClock,
  OWNER,
  protectedText,
  sealedTeam,
  type Team,
  TEAM,
} from "../support/lists/sealed-team.ts";

async function setUp(t: TestContext) {
  const server = await newServer(t, { clock: movableClock() });
  const team = await sealedTeam(server);
  return { server, team, alice: team.alice };
}

/** Seals content with a fresh session key and posts it. */
async function postAnew(
  server: TestServer,
  team: Team,
  post: { readonly by: Correspondent; readonly content: Bytes; readonly id?: string; readonly to?: string },
): Promise<void> {
  const { by, content, id = "1", to = TEAM } = post;
  const message = letter(by, await sealed(team.openpgp, content), { id, to });
  await server.post({ from: by.address, to, message });
}

test("sealed anew under the same Message-ID it is a duplicate, dropped without a word", async (t) => {
  const { server, team, alice } = await setUp(t);
  const content = await signed(alice, entity("once"));
  await postAnew(server, team, { by: alice, content });
  const sent = server.sink.messages.length;
  await postAnew(server, team, { by: alice, content });
  assert.equal(server.mailbox(team.bob.address).length, 1);
  assert.equal(server.sink.messages.length, sent);
  assert.deepEqual(await heldCodes(server), []);
});

test("sealed anew under another Message-ID it is held, and goes out when the owner accepts", async (t) => {
  const { server, team, alice } = await setUp(t);
  const content = await signed(alice, entity("once"));
  await postAnew(server, team, { by: alice, content });
  await postAnew(server, team, { by: alice, content, id: "2" });
  assert.equal(server.mailbox(team.bob.address).length, 1);
  assert.deepEqual(await heldCodes(server), ["held replayed"]);
  const [held] = await server.call(heldList, {});
  await server.call(heldAccept, { ids: [held?.id ?? 0] });
  await server.drain();
  assert.equal(server.mailbox(team.bob.address).length, 2);
  assert.deepEqual(await heldCodes(server), []);
});

test("the same words signed a second later are a post of their own", async (t) => {
  const { server, team, alice } = await setUp(t);
  const later = new Date(NOW.getTime() + 1000);
  await postAnew(server, team, { by: alice, content: await signed(alice, entity("yes")) });
  await postAnew(server, team, { by: alice, content: await signed(alice, entity("yes"), later), id: "2" });
  assert.equal(server.mailbox(team.bob.address).length, 2);
});

test("what was signed for the owners is not a post, and the other way round", async (t) => {
  const { server, team, alice } = await setUp(t);
  const content = await signed(alice, protectedText(alice, "a complaint", { to: OWNER }));
  await join(server, await correspondent("olga"), { owner: true });
  await postAnew(server, team, { by: alice, content, to: OWNER });
  assert.deepEqual(await heldCodes(server), [], "the owners have it");
  await postAnew(server, team, { by: alice, content, id: "2" });
  assert.equal(server.mailbox(team.bob.address).length, 0);
  assert.deepEqual(await heldCodes(server), ["held signed-for-others"]);
});

test("signed for one list it does not count at another, unless the signed To names that too", async (t) => {
  const { server, team, alice } = await setUp(t);
  const other = "other@example.org" as EmailAddress;
  await server.call(listCreate, { address: other, name: "Other", sealed: true });
  await join(server, alice, { list: other });
  const otherList = { ...team, ...(await listAsCorrespondents(server, other)) };
  const onlyTeam = await signed(alice, protectedText(alice, "for team"));
  const both = await signed(alice, protectedText(alice, "for both", { to: `${TEAM}, ${other}` }));
  await postAnew(server, team, { by: alice, content: onlyTeam });
  await postAnew(server, team, { by: alice, content: both, id: "2" });
  assert.equal(server.mailbox(team.bob.address).length, 2);
  const before = server.mailbox(alice.address).length;
  await postAnew(server, otherList, { by: alice, content: onlyTeam, to: other });
  assert.deepEqual(await heldCodes(server), ["held signed-for-others"]);
  await postAnew(server, otherList, { by: alice, content: both, id: "2", to: other });
  await postAnew(server, otherList, { by: alice, content: both, id: "2", to: other });
  assert.equal(server.mailbox(alice.address).filter((copy) => copy.from.startsWith("other-")).length, 1);
  assert.ok(server.mailbox(alice.address).length > before);
});

test("unhashed subpackets are not signed: a signature altered there has the same mark", async (t) => {
  const { server, team, alice } = await setUp(t);
  const content = entity("once");
  const asSigned = await signed(alice, content);
  await postAnew(server, team, { by: alice, content: asSigned });
  const altered = withUnhashedSubpacket(asSigned);
  await postAnew(server, team, { by: alice, content: altered, id: "2" });
  assert.deepEqual(await heldCodes(server), ["held replayed"]);
  assert.equal(server.mailbox(team.bob.address).length, 1);
});

test("an ECDSA signature has a twin that verifies too: it has the same mark", async (t) => {
  const { server, team } = await setUp(t);
  const secret = makePerson({ kind: "p256", address: "eve@example.org" });
  const [publicKey = utf8("")] = secret.certificates;
  const eve: Correspondent = { ...team.bob, address: "eve@example.org" as EmailAddress, secret, publicKey };
  await join(server, eve);
  const { signature, micalg } = signDetached({ content: entity("once"), signWith: secret, at: NOW });
  for (const [id, der] of [signature, ecdsaTwin(signature)].entries()) {
    const content = multipartSigned("application/pkcs7-signature", micalg, [entity("once"), p7s(der)]);
    await postAnew(server, team, { by: eve, content, id: `${id}` });
  }
  assert.deepEqual(await heldCodes(server), ["held replayed"]);
  assert.equal(server.mailbox(team.alice.address).length, 1);
});

test("a post signed by two keys of one member cannot come again with one of them taken off", async (t) => {
  const { server, team, alice } = await setUp(t);
  const content = entity("once");
  const inside = await signed(alice, content);
  await postAnew(server, team, { by: alice, content: inside });
  const combined = await sealed(team.openpgp, inside, alice);
  await server.post({ from: alice.address, to: TEAM, message: letter(alice, combined, { id: "2" }) });
  assert.deepEqual(await heldCodes(server), ["held replayed"]);
});

test("a signed part that two members pass on as an attachment stops neither", async (t) => {
  const { server, team, alice } = await setUp(t);
  const { bob } = team;
  const quoted = await signed(alice, entity("a statement"));
  const forwarded = composePart({
    fields: [["Content-Type", "message/rfc822"]],
    body: letter(alice, quoted),
  });
  for (const [id, by] of [alice, bob].entries()) {
    const message = letter(by, await sealed(team.openpgp, await signed(by, forwarded)), { id: `${id}` });
    await server.post({ from: by.address, to: TEAM, message });
  }
  assert.equal(server.mailbox(bob.address).length, 2);
});

test("what was refused leaves no mark: sealed as it should be, it goes out", async (t) => {
  const { server, team, alice } = await setUp(t);
  const content = await signed(alice, entity("in haste"));
  await server.post({ from: alice.address, to: TEAM, message: letter(alice, content) });
  assert.deepEqual(await heldCodes(server), ["refused not-sealed"]);
  await postAnew(server, team, { by: alice, content });
  assert.equal(server.mailbox(team.bob.address).length, 1);
});

for (const { words, days, code } of [
  { words: "signed eight days ago", days: -8, code: "too-old" },
  { words: "signed two days from now", days: 2, code: "clock-ahead" },
]) {
  test(`${words}: held, the writer is told in words, and accepted it goes out`, async (t) => {
    const { server, team, alice } = await setUp(t);
    const at = new Date(NOW.getTime() + days * 86_400_000);
    await postAnew(server, team, { by: alice, content: await signed(alice, entity("old"), at) });
    const [held] = await server.call(heldList, {});
    assert.equal(held?.code, code);
    assert.match(held?.why ?? "", code === "too-old" ? /8 days/ : /48 hours/);
    assert.equal(server.mailbox(alice.address).length, 1, "the signature vouches for the writer");
    await server.call(heldAccept, { ids: [held?.id ?? 0] });
    await server.drain();
    assert.equal(server.mailbox(team.bob.address).length, 1);
  });
}

test("six days old and twenty hours ahead is fresh enough", async (t) => {
  const { server, team, alice } = await setUp(t);
  for (const hours of [-6 * 24, 20]) {
    const at = new Date(NOW.getTime() + hours * 3_600_000);
    await postAnew(server, team, {
      by: alice,
      content: await signed(alice, entity("fresh"), at),
      id: `${hours}`,
    });
  }
  assert.equal(server.mailbox(team.bob.address).length, 2);
});

test("a held post that an owner discards stays away", async (t) => {
  const { server, team, alice } = await setUp(t);
  await server.call(listConfigure, { list: TEAM, settings: { default_member_action: "hold" } });
  const content = await signed(alice, entity("no"));
  await postAnew(server, team, { by: alice, content });
  const [held] = await server.call(heldList, {});
  await server.call(heldDiscard, { ids: [held?.id ?? 0] });
  await postAnew(server, team, { by: alice, content });
  assert.deepEqual(await heldCodes(server), []);
  assert.equal(server.mailbox(team.bob.address).length, 0);
});

/** The signature's unhashed area gets a subpacket that nobody knows (RFC 9580 §5.2.3). */
function withUnhashedSubpacket(signedEntity: Bytes): Bytes {
  const text = Buffer.from(signedEntity).toString("latin1");
  const armour = /-----BEGIN PGP SIGNATURE-----[\s\S]*-----END PGP SIGNATURE-----\r\n/.exec(text)?.[0] ?? "";
  const lines = armour.split("\r\n\r\n")[1]?.split("\r\n") ?? [];
  const packets = Buffer.from(lines.filter((line) => !/^[=-]/.test(line)).join(""), "base64");
  const body = packets.subarray(2);
  assert.ok(
    packets[0] === 0xc2 && body.length === packets[1] && body[0] === 4,
    "a short version 4 signature",
  );
  const at = 6 + body.readUInt16BE(4);
  const unhashed = Buffer.concat([body.subarray(at + 2, at + 2 + body.readUInt16BE(at)), fromHex("026407")]);
  const rest = body.subarray(at + 2 + body.readUInt16BE(at));
  const size = Buffer.from([unhashed.length >> 8, unhashed.length & 0xff]);
  const altered = packet(2, body.subarray(0, at), size, unhashed, rest);
  const encoded = view(encodeBase64Lines(altered)).toString("latin1");
  return utf8(text.replace(lines.join("\r\n"), `${encoded}-----END PGP SIGNATURE-----\r\n`));
}

function p7s(der: Bytes): Bytes {
  const fields = [
    ["Content-Type", "application/pkcs7-signature; name=smime.p7s"],
    ["Content-Transfer-Encoding", "base64"],
  ] as const;
  return composePart({ fields, body: encodeBase64Lines(der) });
}

/** Order of the group of P-256 (FIPS 186-4 §D.1.2.3). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** The signature value is the last thing in SignedData: (r, s) becomes (r, n − s). */
function ecdsaTwin(der: Bytes): Bytes {
  return replaceLast(Buffer.from(der), (value) => replaceLast(value, negated));
}

function negated(s: Buffer): Buffer {
  const hex = (ORDER - BigInt(`0x${s.toString("hex")}`)).toString(16);
  const octets = Buffer.from(hex.padStart(hex.length + (hex.length % 2), "0"), "hex");
  return (octets[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.alloc(1), octets]) : octets;
}

/** Rewrites the last primitive value of a DER structure and the lengths around it. */
function replaceLast(tlv: Buffer, change: (value: Buffer) => Buffer): Buffer {
  const { start, end } = valueOf(tlv, 0);
  const value = tlv.subarray(start, end);
  const isConstructed = ((tlv[0] ?? 0) & 0x20) !== 0;
  return tagged(tlv[0] ?? 0, isConstructed ? replaceLastChild(value, change) : change(value));
}

function replaceLastChild(value: Buffer, change: (value: Buffer) => Buffer): Buffer {
  let last = 0;
  for (let at = 0; at < value.length; at = valueOf(value, at).end) last = at;
  return Buffer.concat([value.subarray(0, last), replaceLast(value.subarray(last), change)]);
}

function valueOf(der: Buffer, at: number): { readonly start: number; readonly end: number } {
  const first = der[at + 1] ?? 0;
  const more = first < 0x80 ? 0 : first & 0x7f;
  const start = at + 2 + more;
  return { start, end: start + (more === 0 ? first : der.readUIntBE(at + 2, more)) };
}

function tagged(tag: number, value: Buffer): Buffer {
  const { length } = value;
  const size = length < 0x80 ? [length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), value]);
}
