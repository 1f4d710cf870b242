/**
 * S10 on the whole server: messages that are cheap to send and dear to read: thousands of recipients, hidden ones that all have
 * to be tried (RFC 9580 §5.1), data that unpacks to gigabytes, packed again and again (RFC 9580 §5.6, RFC 3274; CVE-2013-4402),
 * values nested without end (RFC 5652, X.690 §8.1.3.6), a password with a costly derivation (RFC 9580 §3.7.1.4). Each is decided,
 * comes to nobody, and mail behind them goes on. What is legal and only unusual is read.
 */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { deflateRawSync, deflateSync } from "node:zlib";
import { type Bytes, concatBytes, latin1, LIMITS, systemRandom } from "#base";
import { composePart, encodeBase64Lines } from "#mime";
import { heldList, queueList } from "#operations";
import * as openpgp from "#openpgp";
import * as smime from "#smime";
import { sealPackets } from "../fuzz/people.ts";
import { compressedEntity } from "../support/crypto/cms-compressed.ts";
import { entity, recipientFor, sealed, signed } from "../support/programs/correspondents.ts";
import { literal, octets, packet, seipd1 } from "../support/crypto/openpgp-forge.ts";
import { inTwoParts } from "../support/crypto/sealed-by-hand.ts";
import { letter, movableClock, readNewest, sealedTeam, TEAM } from "../support/lists/sealed-team.ts";
import { newServer } from "../support/server.ts";

const SECRET = "Krokodilstraene";
const CONTENT = entity(`${SECRET}\n`);
/** A text that would do no harm if it were not for its size: three times what a small message may become. */
const LARGE = entity(`${SECRET}\n${`${"x".repeat(70)}\n`.repeat((3 * LIMITS.decompressedBytesSmall) / 72)}`);

async function setUp(t: TestContext) {
  const server = await newServer(t, { clock: movableClock() });
  const team = await sealedTeam(server, { gpg_post_sign: "no", smime_post_sign: "no" });
  const { alice, bob } = team;
  /** "held cannot-open", "refused malformed" …; the text of the copy if one went out. */
  const post = async (id: string, content: Bytes): Promise<string> => {
    const before = [server.mailbox(bob.address).length, (await server.call(heldList, {})).length];
    await server.post({ from: alice.address, to: TEAM, message: letter(alice, content, { id }) });
    const held = (await server.call(heldList, {})).slice(before[1]);
    if (server.mailbox(bob.address).length === before[0])
      return held.map(({ kind, code }) => `${kind} ${code}`).join();
    return Buffer.from((await readNewest(server, bob, team))?.content ?? "").toString();
  };
  return { server, team, post };
}

function armoured(...packets: readonly Bytes[]): Bytes {
  const [begin, end] = ["-----BEGIN PGP MESSAGE-----\r\n\r\n", "-----END PGP MESSAGE-----\r\n"].map(latin1);
  return inTwoParts(
    concatBytes(begin ?? octets(), encodeBase64Lines(concatBytes(...packets)), end ?? octets()),
  );
}

const cms = (der: Bytes): Bytes =>
  composePart({
    fields: [
      ["Content-Type", "application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m"],
      ["Content-Transfer-Encoding", "base64"],
    ],
    body: encodeBase64Lines(der),
  });

/** The same with indefinite lengths around it (X.690 §8.1.3.6). */
function withoutLengths(der: Bytes): Bytes {
  const headOf = (at: number): number => 2 + ((der[at + 1] ?? 0) > 0x80 ? (der[at + 1] ?? 0) & 0x7f : 0);
  const outer = headOf(0);
  const type = der.subarray(outer, outer + 2 + (der[outer + 1] ?? 0));
  const at = outer + type.length;
  const end = new Uint8Array(4);
  return concatBytes(octets(0x30, 0x80), type, octets(0xa0, 0x80), der.subarray(at + headOf(at)), end);
}

function packed(levels: number, content: Bytes): Bytes {
  return levels === 0 ? content : packed(levels - 1, packet(8, octets(1), deflateRawSync(content)));
}

test("OpenPGP: recipients without number, bombs, layers, passwords", async (t) => {
  const { server, team, post } = await setUp(t);
  const sessionKey = systemRandom.bytes(32);
  const shared = seipd1(sessionKey, literal(CONTENT));
  const body = { sessionKey, shared, cipher: "seipd1" };
  const recipient = await recipientFor(team.openpgp);
  const own = openpgp.keyPacket(recipient, body);
  const hidden = openpgp.keyPacket({ ...recipient, locator: new Uint8Array(8) }, body);
  const decoy = packet(1, octets(3), new Uint8Array(8), octets(18), new Uint8Array(60));
  const times = (count: number, one: Bytes): Bytes => Buffer.alloc(count * one.length, one);
  const argon2 = packet(3, octets(4, 9, 4), new Uint8Array(16), octets(255, 255, 30));
  assert.match(await post("own", armoured(own, shared)), new RegExp(SECRET));
  const hostile: readonly (readonly [string, Bytes])[] = [
    ["hidden", armoured(times(LIMITS.hiddenRecipientsTried, decoy), hidden, shared)],
    ["many", armoured(times(LIMITS.recipientsRead, decoy), own, shared)],
    ["password", armoured(times(50, argon2), shared)],
    ["zip", await sealPackets(team.openpgp, packet(8, octets(1), deflateRawSync(literal(LARGE))))],
    ["zlib", await sealPackets(team.openpgp, packet(8, octets(2), deflateSync(literal(LARGE))))],
    ["layers", await sealPackets(team.openpgp, packed(60, literal(CONTENT)))],
  ];
  for (const [id, content] of hostile) {
    const outcome = await post(id, content);
    assert.match(outcome, /^refused (?:cannot-open|too-large|malformed|not-sealed)$/, `${id}: ${outcome}`);
  }
  await assertGoesOn(server, post, await sealed(team.openpgp, CONTENT));
});

test("S/MIME: recipients without number, nesting, bombs; indefinite lengths are read", async (t) => {
  const { server, team, post } = await setUp(t);
  const body = smime.sealBody({ content: CONTENT, cipher: "gcm", random: systemRandom });
  const recipient = await recipientFor(team.smime);
  const whole = concatBytes(smime.keyPacket(recipient, body), body.shared);
  assert.match(await post("own", cms(withoutLengths(whole))), new RegExp(SECRET));
  const content = Buffer.from("06092a864886f70d010703", "hex");
  const deep = (count: number): Bytes => Buffer.alloc(2 * count, octets(0x30, 0x80));
  const bomb = compressedEntity(octets(), deflateSync(LARGE));
  const hostile: readonly (readonly [string, Bytes])[] = [
    ["deep", cms(concatBytes(octets(0x30, 0x80), content, octets(0xa0, 0x80), deep(200_000)))],
    ["cut", cms(whole.subarray(0, whole.length - 40))],
    ["bomb", await sealed(team.smime, await signed(team.bob, bomb))],
  ];
  for (const [id, message] of hostile) {
    const outcome = await post(id, message);
    assert.doesNotMatch(outcome, new RegExp(SECRET), id);
    assert.ok(outcome.length < 10_000, id);
  }
  await assertGoesOn(server, post, await sealed(team.smime, CONTENT));
});

async function assertGoesOn(
  server: Awaited<ReturnType<typeof setUp>>["server"],
  post: (id: string, content: Bytes) => Promise<string>,
  good: Bytes,
): Promise<void> {
  const { aside } = await server.call(queueList, {});
  assert.deepEqual(aside, []);
  assert.match(await post("good", good), new RegExp(SECRET));
}
