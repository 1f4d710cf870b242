import assert from "node:assert/strict";
import { createHash, sign } from "node:crypto";
import { test } from "node:test";
import { type Bytes, concatBytes, utf8 } from "#base";
import {
  boundSubkey,
  certificate,
  certificationData,
  ed25519Key,
  FLAGS,
  keyFlags,
  octets,
  packet,
  signature,
  subpacket,
} from "../../../test/support/crypto/openpgp-forge.ts";
import { describeKey } from "../keys/describe-key.ts";
import { writeMpi } from "../packets/packet-fields.ts";
import { readPackets } from "../packets/packets.ts";
import { parseKey } from "../keys/parsed-key.ts";
import { type PublicKey, readPublicKey } from "../algorithms/public-key.ts";
import { fits } from "./signature-mathematics.ts";
import { type FoundSignature, readSignature, type SignaturePacket } from "./signature-packet.ts";

const MADE = new Date("2026-01-01T00:00:00Z");
const TIME = Buffer.from("6a1cc0b0", "hex");
const CONTENT = utf8("Pay Bob 10 euros.\r\n");
const USER = utf8("Alice <alice@example.org>");
const alice = ed25519Key(MADE);
const key = known(readPublicKey(alice.body));

function known(read: PublicKey | "unsupported" | null): PublicKey {
  assert.ok(read !== null && read !== "unsupported");
  return read;
}

function read(content: Bytes): SignaturePacket {
  const found: FoundSignature = readSignature(content);
  assert.ok(typeof found !== "string");
  return found;
}

function contentOf(source: Bytes): Bytes {
  const packets = readPackets(source, 1);
  const [first] = packets.ok ? packets.value : [];
  return first?.body() ?? octets();
}

function numbers(digest: Bytes): readonly Bytes[] {
  const value = sign(null, digest, alice.privateKey);
  return [value.subarray(0, 32), value.subarray(32)].map(writeMpi);
}

/** RFC 9580 §5.2.3, by a key of version 4, which must not make any. */
function version6(over: Bytes): Bytes {
  const area = subpacket(2, TIME);
  const head = concatBytes(octets(6, 0, 22, 8, 0, 0, 0, area.length), area);
  const salt = new Uint8Array(16).fill(7);
  const trailer = concatBytes(head, octets(6, 255, 0, 0, 0, head.length));
  const digest = createHash("sha256").update(salt).update(over).update(trailer).digest();
  const end = [octets(0, 0, 0, 0), digest.subarray(0, 2), octets(16), salt, ...numbers(digest)];
  return concatBytes(head, ...end);
}

test("a signature fits no key of another version", () => {
  const made = read(version6(CONTENT));
  assert.equal(fits(made, { ...key, version: 6 }, [CONTENT]), true);
  assert.equal(fits(made, key, [CONTENT]), false);
  const version4 = read(contentOf(signature({ by: alice, type: 0, over: CONTENT, at: MADE })));
  assert.equal(fits(version4, key, [CONTENT]), true);
  assert.equal(fits(version4, { ...key, version: 6 }, [CONTENT]), false);
});

test("a signature of version 6 has a salt as long as its hash asks for", () => {
  const made = version6(CONTENT);
  const lengthAt = 8 + subpacket(2, TIME).length + 4 + 2;
  assert.equal(made[lengthAt], 16);
  const changed = made.slice();
  changed[lengthAt] = 15;
  assert.equal(readSignature(changed), "malformed");
});

test("a signature fits only with the start of the digest that it tells", () => {
  const made = read(contentOf(signature({ by: alice, type: 0, over: CONTENT, at: MADE })));
  const [first = 0, second = 0] = made.digestStart;
  assert.equal(fits({ ...made, digestStart: octets(first ^ 1, second) }, key, [CONTENT]), false);
  assert.equal(fits({ ...made, digestStart: octets(first, second ^ 1) }, key, [CONTENT]), false);
});

test("a signature of version 3 certifies no user id", async () => {
  const hashed = concatBytes(octets(0x13), TIME);
  const digest = createHash("sha256").update(certificationData(alice, USER)).update(hashed).digest();
  const keyId = alice.fingerprint.subarray(-8);
  const fields = [octets(3, 5), hashed, keyId, octets(22, 8), digest.subarray(0, 2), ...numbers(digest)];
  const body = concatBytes(...fields);
  assert.equal(fits(read(body), key, [certificationData(alice, USER)]), true);
  const source = concatBytes(packet(6, alice.body), packet(13, USER), packet(2, body));
  const description = await describeKey(source, new Date("2026-06-01T00:00:00Z"));
  assert.ok(description.ok);
  assert.deepEqual([description.value.addresses, description.value.cannotSign], [[], "malformed"]);
});

test("a key has no subkeys of another version", () => {
  const seconds = Math.floor(MADE.getTime() / 1000);
  const created = Buffer.alloc(4);
  created.writeUInt32BE(seconds);
  const body = concatBytes(octets(6), created, octets(27, 0, 0, 0, 32), new Uint8Array(32).fill(9));
  assert.equal(known(readPublicKey(body)).version, 6);
  const subkey = ed25519Key(MADE);
  const bound = boundSubkey({ primary: alice, subkey, at: MADE, flags: FLAGS.encrypt });
  const subkeys = [packet(14, body), bound];
  const parsed = parseKey(certificate({ primary: alice, userIds: [{ text: USER }], at: MADE, subkeys }));
  assert.ok(parsed.ok);
  assert.deepEqual(
    parsed.value.subkeys.map((part) => part.key.version),
    [4],
  );
});

test("a fingerprint that is not signed does not overrule a key id that is", () => {
  const [other, keyId] = [ed25519Key(MADE), subpacket(16, alice.fingerprint.subarray(-8))];
  const area = concatBytes(subpacket(2, TIME), keyId, keyFlags(FLAGS.sign));
  const unhashed = subpacket(33, octets(4), other.fingerprint);
  const head = concatBytes(octets(4, 0, 22, 8, 0, area.length), area, octets(0, unhashed.length), unhashed);
  const made = read(concatBytes(head, octets(0, 0), ...numbers(new Uint8Array(32))));
  assert.deepEqual([made.issuerKeyId, made.issuerFingerprint], [key.keyId, null]);
});
