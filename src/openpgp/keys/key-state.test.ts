import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { concatBytes, type KeyDescription, LIMITS, utf8 } from "#base";
import {
  bindingData,
  boundSubkey,
  certificate,
  type CertificateParts,
  certificationData,
  cv25519Key,
  ed25519Key,
  FLAGS,
  fingerprintHex,
  type ForgedKey,
  keyFlags,
  keyRevocation,
  octets,
  packet,
  rsaKey,
  signature,
  type SubkeyParts,
  subpacket,
  x25519Key,
} from "../../../test/support/crypto/openpgp-forge.ts";
import { describeKey } from "./describe-key.ts";
import { mergeKeys } from "./merge-keys.ts";
import { recipientOf } from "./recipient.ts";

const MADE = new Date("2026-01-01T00:00:00Z");
const NOW = new Date("2026-06-01T00:00:00Z");
const DAY = 86_400;
const SIGN = keyFlags(FLAGS.certify | FLAGS.sign);
const ALICE = { text: utf8("Alice <alice@example.org>") };

function later(days: number): Date {
  return new Date(MADE.getTime() + days * DAY * 1000);
}

function seconds(days: number): Uint8Array {
  const octets = Buffer.alloc(4);
  octets.writeUInt32BE(days * DAY);
  return octets;
}

async function describeForged(parts: CertificateParts, at = NOW, pinned = false): Promise<KeyDescription> {
  const description = await describeKey(certificate(parts), at, { pinned });
  assert.ok(description.ok, JSON.stringify(description));
  return description.value;
}

describe("a key with a signing primary key and an encryption subkey", () => {
  const primary = ed25519Key(MADE);
  const subkey = cv25519Key(MADE);
  const bound = boundSubkey({ primary, subkey, at: MADE, flags: FLAGS.encrypt });
  const parts = { primary, userIds: [ALICE], at: MADE, subkeys: [bound] };

  test("is described in full", async () => {
    const description = await describeForged(parts);
    assert.equal(description.fingerprint, fingerprintHex(primary));
    assert.equal(description.version, 4);
    assert.equal(description.algorithm, "ed25519");
    assert.equal(description.createdAt.getTime(), MADE.getTime());
    assert.equal(description.expiresAt, null);
    assert.deepEqual(description.names, ["Alice <alice@example.org>"]);
    assert.deepEqual(description.addresses, ["alice@example.org"]);
    assert.deepEqual(description.signingKeyIds, [fingerprintHex(primary).slice(-16)]);
    assert.deepEqual([description.cannotSign, description.cannotEncrypt], [null, null]);
    assert.deepEqual([description.revoked, description.secret], [false, false]);
  });

  test("is not valid before it was made", async () => {
    const description = await describeForged(parts, new Date(MADE.getTime() - 1000));
    assert.equal(description.cannotSign, "key-not-yet-valid");
  });

  for (const [reason, name, before] of [
    [0, "without reason", "key-revoked"],
    [2, "as compromised", "key-revoked"],
    [1, "as superseded", null],
    [3, "as retired", null],
  ] as const) {
    test(`revoked ${name} cannot be used, and ${before ? "could never" : "could until then"}`, async () => {
      const revoked = { ...parts, direct: [keyRevocation(primary, later(100), reason)] };
      assert.equal((await describeForged(revoked, later(101))).cannotSign, "key-revoked");
      assert.equal((await describeForged(revoked, later(99))).cannotSign, before);
      assert.equal((await describeForged(revoked, later(101))).cannotEncrypt, "key-revoked");
    });
  }

  test("is not revoked by somebody else", async () => {
    const mallory = ed25519Key(MADE);
    const forged = keyRevocation({ ...primary, privateKey: mallory.privateKey }, MADE, 0);
    assert.equal((await describeForged({ ...parts, direct: [forged] })).cannotSign, null);
  });

  test("with one octet of its self-signature changed is good for nothing", async () => {
    const bytes = Buffer.from(certificate({ ...parts, subkeys: [] }));
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    const description = await describeKey(bytes, NOW);
    assert.ok(description.ok);
    assert.equal(description.value.cannotSign, "malformed");
    assert.deepEqual(description.value.addresses, []);
  });
});

test("a key whose self-signatures are dated ahead of our clock is not valid yet, not malformed", async () => {
  const primary = ed25519Key(MADE);
  const bound = boundSubkey({ primary, subkey: cv25519Key(MADE), at: later(2), flags: FLAGS.encrypt });
  const certifiedLater = await describeForged({ primary, userIds: [ALICE], at: later(2) }, later(1));
  assert.equal(certifiedLater.cannotSign, "key-not-yet-valid");
  const boundLater = await describeForged(
    { primary, userIds: [ALICE], at: MADE, subkeys: [bound] },
    later(1),
  );
  assert.deepEqual([boundLater.cannotSign, boundLater.cannotEncrypt], [null, "key-not-yet-valid"]);
});

test("a key expires when its first user id says so", async () => {
  const primary = ed25519Key(MADE);
  const userIds = [{ ...ALICE, hashed: [SIGN, subpacket(9, seconds(30))] }];
  assert.equal((await describeForged({ primary, userIds, at: MADE }, later(29))).cannotSign, null);
  const expired = await describeForged({ primary, userIds, at: MADE }, later(30));
  assert.equal(expired.cannotSign, "key-expired");
  assert.equal(expired.expiresAt?.getTime(), later(30).getTime());
});

test("an expired self-certification proves no address", async () => {
  const primary = ed25519Key(MADE);
  const bob = { text: utf8("Bob <bob@example.org>"), hashed: [SIGN, subpacket(3, seconds(30))] };
  const parts = { primary, userIds: [ALICE, bob], at: MADE };
  assert.deepEqual((await describeForged(parts, later(29))).addresses.length, 2);
  assert.deepEqual((await describeForged(parts, later(31))).addresses, ["alice@example.org"]);
});

test("a revoked user id proves no address, a certified user id of somebody else neither", async () => {
  const [primary, mallory] = [ed25519Key(MADE), ed25519Key(MADE)];
  const boss = utf8("Boss <boss@example.org>");
  const forged = signature({ by: mallory, type: 0x13, over: certificationData(primary, boss), at: MADE });
  const gone = utf8("Old <old@example.org>");
  const revocation = signature({
    by: primary,
    type: 0x30,
    over: certificationData(primary, gone),
    at: later(5),
  });
  const key = concatBytes(certificate({ primary, userIds: [ALICE, { text: gone }], at: MADE }), revocation);
  const description = await describeKey(concatBytes(key, packet(13, boss), forged), NOW);
  assert.ok(description.ok);
  assert.deepEqual(description.value.addresses, ["alice@example.org"]);
  const goneOnly = concatBytes(certificate({ primary, userIds: [{ text: gone }], at: MADE }), revocation);
  const left = await describeKey(goneOnly, NOW);
  assert.ok(left.ok);
  assert.deepEqual([left.value.addresses, left.value.cannotSign], [[], "key-revoked"]);
});

test("SHA-1 self-signatures count only for a key that the owner pinned", async () => {
  const primary = rsaKey(MADE, 2048);
  const parts = { primary, userIds: [{ ...ALICE, hash: "sha1" as const }], at: MADE };
  const unpinned = await describeForged(parts);
  assert.equal(unpinned.cannotSign, "weak-hash");
  assert.deepEqual(unpinned.addresses, []);
  const pinned = await describeForged(parts, NOW, true);
  assert.equal(pinned.cannotSign, null);
  assert.deepEqual(pinned.addresses, ["alice@example.org"]);
});

test("MD5 self-signatures count for nobody", async () => {
  const primary = rsaKey(MADE, 2048);
  const parts = { primary, userIds: [{ ...ALICE, hash: "md5" as const }], at: MADE };
  assert.notEqual((await describeForged(parts, NOW, true)).cannotSign, null);
});

test("RSA under 2048 bits is too weak, with its subkeys", async () => {
  const primary = rsaKey(MADE, 1024);
  const subkeys = [boundSubkey({ primary, subkey: cv25519Key(MADE), at: MADE, flags: FLAGS.encrypt })];
  const description = await describeForged({ primary, userIds: [ALICE], at: MADE, subkeys });
  assert.equal(description.cannotSign, "weak-key");
  assert.equal(description.cannotEncrypt, "weak-key");
});

describe("a version 4 key whose self-signatures tell no key flags is used by its algorithm, as gpg does", () => {
  const rsa = rsaKey(MADE, 2048);
  const ed25519 = ed25519Key(MADE);
  const alone = { userIds: [{ ...ALICE, hashed: [] }], at: MADE };
  const unflagged = (primary: ForgedKey, subkey: ForgedKey, parts: Partial<SubkeyParts> = {}): Uint8Array =>
    boundSubkey({ primary, subkey, at: MADE, flags: null, ...parts });

  test("RSA alone signs and encrypts, Ed25519 signs", async () => {
    const one = await describeForged({ primary: rsa, ...alone });
    assert.deepEqual([one.cannotSign, one.cannotEncrypt], [null, null]);
    const other = await describeForged({ primary: ed25519, ...alone });
    assert.deepEqual([other.cannotSign, other.cannotEncrypt], [null, "key-cannot-encrypt"]);
  });

  for (const [what, subkey] of [
    ["ECDH", cv25519Key(MADE)],
    ["X25519", x25519Key(MADE)],
    ["RSA", rsa],
  ] as const)
    test(`a subkey of ${what} encrypts`, async () => {
      const key = { primary: ed25519, ...alone, subkeys: [unflagged(ed25519, subkey)] };
      assert.equal((await describeForged(key)).cannotEncrypt, null);
      const recipient = await recipientOf(certificate(key), NOW);
      assert.ok(recipient.ok);
    });

  test("a subkey signs only if its binding says so, though it signs back", async () => {
    const certify = { userIds: [{ ...ALICE, hashed: [keyFlags(FLAGS.certify)] }], at: MADE };
    const subkeys = [unflagged(ed25519, rsa, { backSignedBy: rsa })];
    const description = await describeForged({ primary: ed25519, ...certify, subkeys });
    assert.equal(description.cannotSign, "key-cannot-sign");
  });

  test("what a direct-key signature tells of the whole key stands", async () => {
    const over = concatBytes(octets(0x99, rsa.body.length >> 8, rsa.body.length & 255), rsa.body);
    const direct = signature({ by: rsa, type: 0x1f, over, at: MADE, hashed: [keyFlags(FLAGS.certify)] });
    const description = await describeForged({ primary: rsa, ...alone, direct: [direct] });
    assert.equal(description.cannotSign, "key-cannot-sign");
    assert.equal(description.cannotEncrypt, "key-cannot-encrypt");
  });

  test("flags that allow nothing allow nothing", async () => {
    const description = await describeForged({
      primary: rsa,
      ...alone,
      userIds: [{ ...ALICE, hashed: [keyFlags(0)] }],
    });
    assert.equal(description.cannotSign, "key-cannot-sign");
    assert.equal(description.cannotEncrypt, "key-cannot-encrypt");
  });
});

describe("a signing subkey", () => {
  const primary = ed25519Key(MADE);
  const subkey = ed25519Key(MADE);
  const certify = { ...ALICE, hashed: [keyFlags(FLAGS.certify)] };

  for (const [what, back, cannotSign] of [
    ["signs back", { backSignedBy: subkey }, null],
    ["does not sign back", {}, "key-cannot-sign"],
    ["is signed back for by another key", { backSignedBy: ed25519Key(MADE) }, "key-cannot-sign"],
    ["signed the same octets as a document", { backSignedBy: subkey, backType: 0x00 }, "key-cannot-sign"],
    ["bound them as a subkey", { backSignedBy: subkey, backType: 0x18 }, "key-cannot-sign"],
  ] as const) {
    test(`that ${what} ${cannotSign ? "cannot" : "can"} sign`, async () => {
      const bound = boundSubkey({ primary, subkey, at: MADE, flags: FLAGS.sign, ...back });
      const description = await describeForged({ primary, userIds: [certify], at: MADE, subkeys: [bound] });
      assert.equal(description.cannotSign, cannotSign);
    });
  }

  test("bound by a stranger is no part of the key", async () => {
    const stranger = { ...primary, privateKey: ed25519Key(MADE).privateKey };
    const bound = boundSubkey({
      primary: stranger,
      subkey,
      at: MADE,
      flags: FLAGS.sign,
      backSignedBy: subkey,
    });
    const description = await describeForged({ primary, userIds: [certify], at: MADE, subkeys: [bound] });
    assert.notEqual(description.cannotSign, null);
  });
});

describe("the recipient of a key", () => {
  const primary = ed25519Key(MADE);

  test("is its newest encryption subkey that is neither expired nor revoked", async () => {
    const [old, current, revoked, expired] = [0, 10, 20, 30].map((days) => cv25519Key(later(days)));
    assert.ok(old && current && revoked && expired);
    const bind = (subkey: typeof old, hashed: readonly Uint8Array[] = []): Uint8Array =>
      boundSubkey({ primary, subkey, at: later(40), flags: FLAGS.encrypt, hashed });
    const revocation = signature({
      by: primary,
      type: 0x28,
      over: bindingData(primary, revoked),
      at: later(50),
      hashed: [subpacket(29, octets(0))],
    });
    const subkeys = [
      bind(old),
      bind(expired, [subpacket(9, seconds(20))]),
      bind(revoked),
      revocation,
      bind(current),
    ];
    const recipient = await recipientOf(certificate({ primary, userIds: [ALICE], at: MADE, subkeys }), NOW);
    assert.ok(recipient.ok);
    assert.equal(
      Buffer.from(recipient.value.locator).toString("hex").toUpperCase(),
      `04${fingerprintHex(current)}`,
    );
    assert.equal(recipient.value.fingerprint, fingerprintHex(primary));
    assert.equal(recipient.value.algorithm, "cv25519");
  });

  test("of a key that only signs is refused with that reason", async () => {
    const recipient = await recipientOf(certificate({ primary, userIds: [ALICE], at: MADE }), NOW);
    assert.deepEqual(recipient, { ok: false, error: "key-cannot-encrypt" });
  });

  test("ends with the primary key if that one expires first", async () => {
    const userIds = [{ ...ALICE, hashed: [SIGN, subpacket(9, seconds(400))] }];
    const subkeys = [boundSubkey({ primary, subkey: cv25519Key(MADE), at: MADE, flags: FLAGS.encrypt })];
    const recipient = await recipientOf(certificate({ primary, userIds, at: MADE, subkeys }), NOW);
    assert.ok(recipient.ok);
    assert.equal(recipient.value.usableUntil?.getTime(), later(400).getTime());
  });
});

describe("a key that would do harm is refused when it is bound", () => {
  const primary = ed25519Key(MADE);
  const bind = (subkey: ForgedKey): Uint8Array =>
    boundSubkey({ primary, subkey, at: MADE, flags: FLAGS.encrypt });

  for (const [what, make] of [
    ["a Curve25519 point of low order", () => withPoint(cv25519Key(MADE), 32)],
    ["an X25519 point of low order", () => withPoint(x25519Key(MADE), 32)],
  ] as const) {
    test(`with ${what}`, async () => {
      const key = certificate({ primary, userIds: [ALICE], at: MADE, subkeys: [bind(make())] });
      assert.equal((await recipientOf(key, NOW)).ok, false);
    });
  }

  test("with more self-signatures than anybody would verify", async () => {
    const many = (count: number): Uint8Array =>
      certificate({
        primary,
        userIds: [ALICE],
        at: MADE,
        direct: Array.from({ length: count }, (_, index) => keyRevocation(primary, later(index), 1)),
      });
    assert.equal((await describeKey(many(LIMITS.selfSignaturesPerKey - 1), NOW)).ok, true);
    assert.deepEqual(await describeKey(many(LIMITS.selfSignaturesPerKey), NOW), {
      ok: false,
      error: "too-large",
    });
  });
});

test("a key with more user ids and subkeys than the limit is too large; at the limit it merges at once", async () => {
  const primary = ed25519Key(MADE);
  const one = certificate({ primary, userIds: [ALICE], at: MADE });
  const many = (count: number): Uint8Array =>
    concatBytes(one, ...Array.from({ length: count - 1 }, (_, index) => packet(13, utf8(`u${index}`))));
  const atLimit = many(LIMITS.partsPerKey);
  assert.equal((await describeKey(atLimit, NOW)).ok, true);
  assert.equal((await mergeKeys(atLimit, atLimit)).ok, true);
  assert.deepEqual(await describeKey(many(LIMITS.partsPerKey + 1), NOW), { ok: false, error: "too-large" });
});

/** The same key with zeros where its point ends. */
function withPoint(key: ForgedKey, length: number): ForgedKey {
  const body = Buffer.from(key.body);
  const end = key.algorithm === 18 ? body.length - 4 : body.length;
  body.fill(0, end - length, end);
  return { ...key, body };
}

for (const version of [2, 3, 5, 7]) {
  test(`a key of version ${version} is unsupported`, async () => {
    const key = packet(6, octets(version), new Uint8Array(60));
    assert.deepEqual(await describeKey(key, NOW), { ok: false, error: "unsupported" });
  });
}
