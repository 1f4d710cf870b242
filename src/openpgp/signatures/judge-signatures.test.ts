import assert from "node:assert/strict";
import { createHash, sign } from "node:crypto";
import { describe, test } from "node:test";
import { type Bytes, concatBytes, type Fingerprint, type Signature, type SignerLookup, utf8 } from "#base";
import {
  boundSubkey,
  certificate,
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
  type SignatureParts,
  subpacket,
} from "../../../test/support/crypto/openpgp-forge.ts";
import { writeMpi } from "../packets/packet-fields.ts";
import { verifyDetached } from "./verify-detached.ts";

const MADE = new Date("2026-01-01T00:00:00Z");
const SIGNED = new Date("2026-05-31T23:00:00Z");
const NOW = new Date("2026-06-01T00:00:00Z");
const CONTENT = utf8("Content-Type: text/plain\r\n\r\nPay Bob 10 euros.\r\n");
const alice = ed25519Key(MADE);
const ALICE = [{ text: utf8("Alice <alice@example.org>") }];
const aliceKey = certificate({ primary: alice, userIds: ALICE, at: MADE });

function signers(...keys: readonly Bytes[]): SignerLookup {
  return async () =>
    keys.map((bytes) => ({ scheme: "openpgp", fingerprint: "" as Fingerprint, bytes, pinned: false }));
}

function signedBy(by: ForgedKey, parts: Partial<SignatureParts> = {}): Bytes {
  return signature({ by, type: 0, over: CONTENT, at: SIGNED, ...parts });
}

async function judge(
  signatures: Bytes,
  keys: readonly Bytes[] = [aliceKey],
  content = CONTENT,
): Promise<readonly Signature[]> {
  return verifyDetached({ content, signature: signatures, at: NOW, signers: signers(...keys) });
}

async function verdictOf(signatures: Bytes, ...keys: readonly Bytes[]): Promise<string> {
  const [first] = await judge(signatures, keys.length > 0 ? keys : [aliceKey]);
  return first === undefined
    ? "none"
    : first.verdict === "valid"
      ? "valid"
      : `${first.verdict}: ${first.why}`;
}

test("a good signature names its key, addresses, time and mark", async () => {
  const [valid] = await judge(signedBy(alice));
  assert.ok(valid?.verdict === "valid");
  assert.equal(valid.signer, fingerprintHex(alice));
  assert.deepEqual(valid.addresses, ["alice@example.org"]);
  assert.equal(valid.at?.getTime(), SIGNED.getTime());
  assert.equal(valid.algorithm, "ed25519/sha256");
  assert.equal(valid.covers, "whole");
  assert.equal(valid.mark.length, 32);
  assert.deepEqual(valid.intendedRecipients, []);
});

test("no octet of the content can be changed", async () => {
  const good = signedBy(alice);
  for (let index = 0; index < CONTENT.length; index++) {
    const changed = Buffer.from(CONTENT);
    changed[index] = (changed[index] ?? 0) ^ 1;
    assert.equal((await judge(good, [aliceKey], changed))[0]?.verdict, "invalid");
  }
});

test("whatever octet of a signature is changed, it is not valid or says the same with the same mark", async () => {
  const good = signedBy(alice);
  const [original] = await judge(good);
  for (let index = 0; index < good.length; index++) {
    const changed = Buffer.from(good);
    changed[index] = (changed[index] ?? 0) ^ 1;
    for (const verdict of await judge(changed)) {
      if (verdict.verdict === "valid") assert.deepEqual(verdict, original, `octet ${index}`);
    }
  }
});

test("a text signature holds over any line ends, a binary one does not", async () => {
  const bare = utf8(Buffer.from(CONTENT).toString().replaceAll("\r\n", "\n"));
  assert.equal((await judge(signedBy(alice, { type: 1 }), [aliceKey], bare))[0]?.verdict, "valid");
  assert.equal((await judge(signedBy(alice), [aliceKey], bare))[0]?.verdict, "invalid");
});

/** RFC 9580 §5.2.3.24: four octets of flags, lengths of name and value. */
function notation(critical: boolean): Bytes {
  const [name, value] = [utf8("team@example.org"), utf8("yes")];
  return subpacket(
    20 | (critical ? 0x80 : 0),
    octets(0x80, 0, 0, 0, 0, name.length, 0, value.length),
    name,
    value,
  );
}

/** RFC 9580 §5.2.2, by Alice's key. */
function version3(hash: "sha1" | "sha256", over: Bytes): Bytes {
  const hashed = concatBytes(octets(0), Buffer.from("6a1cc0b0", "hex"));
  const digest = createHash(hash).update(over).update(hashed).digest();
  const value = sign(null, digest, alice.privateKey);
  const keyId = alice.fingerprint.subarray(-8);
  const numbers = [value.subarray(0, 32), value.subarray(32)].map(writeMpi);
  const algorithms = octets(22, hash === "sha1" ? 2 : 8);
  return packet(2, octets(3, 5), hashed, keyId, algorithms, digest.subarray(0, 2), ...numbers);
}

function withoutTime(): Bytes {
  const good = Buffer.from(signedBy(alice));
  // The type of the first subpacket, behind its length of five octets.
  good[6 + 6 + 5] = 100;
  return good;
}

function withHash(id: number): Bytes {
  const good = Buffer.from(signedBy(alice));
  good[6 + 3] = id;
  return good;
}

test("a signature of version 3 counts: its time is signed, its key is not named in what is", async () => {
  const [valid] = await judge(version3("sha256", CONTENT));
  assert.ok(valid?.verdict === "valid");
  assert.equal(valid.at?.toISOString(), "2026-05-31T23:13:52.000Z");
});

test("a notation that is not critical changes nothing", async () => {
  assert.equal(await verdictOf(signedBy(alice, { hashed: [notation(false)] })), "valid");
});

describe("a signature does not count", () => {
  const CASES: readonly (readonly [string, Bytes, string])[] = [
    [
      "that has expired",
      signedBy(alice, { hashed: [subpacket(3, octets(0, 0, 0, 60))] }),
      "expired: signature-expired",
    ],
    [
      "with an unknown critical subpacket",
      signedBy(alice, { hashed: [subpacket(0x80 | 99)] }),
      "unsupported: unsupported",
    ],
    ["of a certification type", signedBy(alice, { type: 0x13 }), "invalid: bad-signature"],
    [
      "of version 3 and an unknown algorithm",
      packet(2, octets(3, 5, 0), new Uint8Array(30)),
      "unsupported: unsupported",
    ],
    ["of version 3 that is cut", packet(2, octets(3, 5, 0), new Uint8Array(9)), "malformed: malformed"],
    ["of version 3 with SHA-1", version3("sha1", CONTENT), "weak: weak-hash"],
    ["of version 3 over other content", version3("sha256", utf8("other")), "invalid: bad-signature"],
    ["with a critical notation", signedBy(alice, { hashed: [notation(true)] }), "unsupported: unsupported"],
    ["without a time in the hashed area", withoutTime(), "malformed: malformed"],
    ["with a hash that nobody knows", withHash(99), "unsupported: unsupported"],
    ["of version 9", packet(2, octets(9), new Uint8Array(30)), "unsupported: unsupported"],
    ["that is no packet", utf8("\xffnonsense"), "malformed: malformed"],
  ];
  for (const [what, bytes, verdict] of CASES) {
    test(what, async () => assert.equal(await verdictOf(bytes), verdict));
  }

  for (const hash of ["sha1", "md5"] as const) {
    test(`with ${hash.toUpperCase()}`, async () => {
      const old = rsaKey(MADE, 2048);
      const key = certificate({ primary: old, userIds: ALICE, at: MADE });
      assert.equal(await verdictOf(signedBy(old, { hash }), key), "weak: weak-hash");
    });
  }

  test("by a key that nobody knows", async () => {
    assert.equal(await verdictOf(signedBy(ed25519Key(MADE))), "unknown-key: unknown-key");
  });

  test("with a time at which its key did not exist", async () => {
    const late = ed25519Key(SIGNED);
    const key = certificate({ primary: late, userIds: ALICE, at: SIGNED });
    const at = new Date(SIGNED.getTime() - 2 * 60 * 60 * 1000);
    assert.equal(await verdictOf(signedBy(late, { at }), key), "untrusted: key-not-yet-valid");
    const byAnotherClock = new Date(SIGNED.getTime() - 5 * 60 * 1000);
    assert.equal(await verdictOf(signedBy(late, { at: byAnotherClock }), key), "valid");
  });

  test("by a key of 1024 RSA bits", async () => {
    const weak = rsaKey(MADE, 1024);
    assert.equal(
      await verdictOf(signedBy(weak), certificate({ primary: weak, userIds: ALICE, at: MADE })),
      "weak: weak-key",
    );
  });

  test("by a key that expired between signing and arrival", async () => {
    const lifetime = Buffer.alloc(4);
    lifetime.writeUInt32BE((SIGNED.getTime() - MADE.getTime()) / 1000 + 60);
    const hashed = [keyFlags(FLAGS.certify | FLAGS.sign), subpacket(9, lifetime)];
    const key = certificate({ primary: alice, userIds: [{ text: utf8("Alice"), hashed }], at: MADE });
    assert.equal(await verdictOf(signedBy(alice), key), "expired: key-expired");
  });

  test("by a revoked key", async () => {
    const direct = [keyRevocation(alice, NOW, 0)];
    const key = certificate({ primary: alice, userIds: ALICE, at: MADE, direct });
    assert.equal(await verdictOf(signedBy(alice), key), "revoked: key-revoked");
  });

  test("by a key that may only certify", async () => {
    const hashed = [keyFlags(FLAGS.certify)];
    const key = certificate({ primary: alice, userIds: [{ text: utf8("Alice"), hashed }], at: MADE });
    assert.equal(await verdictOf(signedBy(alice), key), "untrusted: key-cannot-sign");
  });

  test("by a subkey that another person's key adopted", async () => {
    const mallory = ed25519Key(MADE);
    const adopted = boundSubkey({ primary: mallory, subkey: alice, at: MADE, flags: FLAGS.sign });
    const key = certificate({
      primary: mallory,
      userIds: [{ text: utf8("Mallory") }],
      at: MADE,
      subkeys: [adopted],
    });
    assert.equal(await verdictOf(signedBy(alice), key), "untrusted: key-cannot-sign");
  });
});

test("a signing subkey that signs back counts for its primary key", async () => {
  const subkey = ed25519Key(MADE);
  const subkeys = [
    boundSubkey({ primary: alice, subkey, at: MADE, flags: FLAGS.sign, backSignedBy: subkey }),
  ];
  const [valid] = await judge(signedBy(subkey), [
    certificate({ primary: alice, userIds: ALICE, at: MADE, subkeys }),
  ]);
  assert.ok(valid?.verdict === "valid");
  assert.equal(valid.signer, fingerprintHex(alice));
});

test("each of several signatures is judged by itself", async () => {
  const bob = ed25519Key(MADE);
  const unknown = packet(2, octets(9), new Uint8Array(30));
  const broken = signedBy(alice).subarray(0, -20);
  broken[5] = (broken[5] ?? 0) - 20;
  const verdicts = await judge(concatBytes(signedBy(alice), unknown, broken, signedBy(bob)), [aliceKey]);
  assert.deepEqual(
    verdicts.map(({ verdict }) => verdict),
    ["valid", "unsupported", "malformed", "unknown-key"],
  );
});

test("a file without signatures has no verdicts, one with too many is too large", async () => {
  assert.deepEqual(await judge(packet(10, utf8("PGP"))), []);
  const many = concatBytes(...Array.from({ length: 17 }, () => signedBy(alice)));
  assert.equal(await verdictOf(many), "malformed: too-large");
});

describe("the mark", () => {
  async function markOf(bytes: Bytes, content = CONTENT): Promise<string> {
    const [valid] = await judge(bytes, [aliceKey], content);
    assert.ok(valid?.verdict === "valid");
    return Buffer.from(valid.mark).toString("hex");
  }

  test("stays the same when the unhashed area or the numbers of the signature change", async () => {
    const first = await markOf(signedBy(alice));
    assert.equal(await markOf(signedBy(alice, { unhashed: [subpacket(100, utf8("noise"))] })), first);
    assert.equal(await markOf(signedBy(alice, { unhashed: [subpacket(16, new Uint8Array(8))] })), first);
  });

  test("of a text signature stays the same when line ends change", async () => {
    const text = signedBy(alice, { type: 1 });
    const bare = utf8(Buffer.from(CONTENT).toString().replaceAll("\r\n", "\n"));
    assert.equal(await markOf(text, bare), await markOf(text));
  });

  test("differs for another time, content or hashed subpacket", async () => {
    const other = utf8("other");
    const marks = [
      await markOf(signedBy(alice)),
      await markOf(signedBy(alice, { at: MADE })),
      await markOf(signedBy(alice, { hashed: [subpacket(28, utf8("alice@example.org"))] })),
      await markOf(signedBy(alice, { over: other }), other),
    ];
    assert.equal(new Set(marks).size, marks.length);
  });
});

describe("intended recipients", () => {
  const team = ed25519Key(MADE);
  for (const critical of [0, 0x80]) {
    const hashed = [subpacket(critical | 35, octets(4), team.fingerprint)];
    const request = {
      content: CONTENT,
      signature: signedBy(alice, { hashed }),
      at: NOW,
      signers: signers(aliceKey),
    };

    test(`are told${critical ? " when critical" : ""}, and count when they name a key that opened`, async () => {
      const openedWith = [fingerprintHex(team) as Fingerprint];
      const [valid] = await verifyDetached({ ...request, openedWith });
      assert.ok(valid?.verdict === "valid");
      assert.deepEqual(valid.intendedRecipients, openedWith);
    });

    test(`make a signature for others worthless${critical ? " when critical" : ""}`, async () => {
      const [other] = await verifyDetached({
        ...request,
        openedWith: [fingerprintHex(alice) as Fingerprint],
      });
      assert.ok(other?.verdict === "untrusted");
      assert.equal(other.why, "intended-for-others");
    });
  }

  test("in the unhashed area mean nothing", async () => {
    const unhashed = [subpacket(35, octets(4), team.fingerprint)];
    const [valid] = await judge(signedBy(alice, { unhashed }));
    assert.ok(valid?.verdict === "valid");
    assert.deepEqual(valid.intendedRecipients, []);
  });
});
