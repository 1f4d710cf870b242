import assert from "node:assert/strict";
import { test } from "node:test";
import { createSecureContext } from "node:tls";
import { type Bytes, LIMITS, utf8 } from "#base";
import {
  bag,
  certificateBag,
  clearSafe,
  contentInfo,
  keyBag,
  type Mac,
  nestedBag,
  oldMac,
  pbmac1,
  pfx,
  usualMac,
} from "../../../test/support/crypto/pkcs12-forge.ts";
import { certificatePem, makePerson, privateKeyPem } from "../../../test/support/crypto/pki.ts";
import { childrenOf, readWhole, TAG } from "../asn1/ber.ts";
import { der, derNull, integer, octetString, oid, sequence, smallInteger } from "../asn1/der.ts";
import { spendRounds } from "./derivation-budget.ts";
import { unlockSecrets } from "../index.ts";
import { OID } from "../asn1/oids.ts";
import { toPem } from "./pem.ts";
import { attempt } from "../asn1/refusal.ts";

const ALICE = makePerson({ kind: "p256" });
const BOB = makePerson({ kind: "p256", address: "bob@example.org" });
const CERTIFICATE = ALICE.certificates[0]!;
const BAGS = [keyBag(ALICE.secret), certificateBag(CERTIFICATE)];

async function outcome(file: Bytes, passphrase: string | null = "geheim"): Promise<string> {
  const read = await unlockSecrets(file, passphrase);
  return read.ok ? read.value.map(({ fingerprint }) => fingerprint).join(" ") : read.error;
}

const alone = (mac: Mac | null = usualMac("geheim")) => pfx([clearSafe(...BAGS)], mac);

test("bags in clear, nested, of unknown kinds, and of two people are read", async () => {
  const unknown = bag("1.2.840.113549.1.12.10.1.5", sequence(oid("1.2.3"), der(0xa0, derNull)));
  const bob = [keyBag(BOB.secret), certificateBag(BOB.certificates[0]!)];
  const safes = [clearSafe(unknown, nestedBag(nestedBag(...BAGS))), clearSafe(...bob)];
  const file = await pfx(safes, usualMac("geheim"));
  assert.equal(await outcome(file), `${ALICE.fingerprint} ${BOB.fingerprint}`);
});

test("safes nest up to a depth, and no further", async () => {
  const nested = (depth: number): Bytes => (depth === 0 ? BAGS[0]! : nestedBag(nested(depth - 1)));
  const file = (depth: number) => pfx([clearSafe(BAGS[1]!, nested(depth))], usualMac("geheim"));
  assert.equal(await outcome(await file(8)), ALICE.fingerprint);
  assert.equal(await outcome(await file(9)), "too-deep");
});

test("a file without a MAC is read", async () => {
  assert.equal(await outcome(await alone(null), null), ALICE.fingerprint);
});

for (const hash of ["sha256", "sha512"] as const) {
  test(`PBMAC1 with ${hash} is read here and by OpenSSL`, async () => {
    const file = await alone(pbmac1("grün", hash));
    assert.equal(await outcome(file, "grün"), ALICE.fingerprint);
    assert.equal(await outcome(file, "grun"), "wrong-passphrase");
    createSecureContext({ pfx: Buffer.from(file), passphrase: "grün" });
    assert.throws(() => createSecureContext({ pfx: Buffer.from(file), passphrase: "grun" }));
  });
}

test("PBMAC1 without the length of its key, or with a short one, is malformed", async () => {
  assert.equal(await outcome(await alone(pbmac1("geheim", "sha256", null))), "malformed");
  assert.equal(await outcome(await alone(pbmac1("geheim", "sha256", 16))), "malformed");
});

test("an empty passphrase is read in both forms", async () => {
  for (const mac of [usualMac(""), oldMac(new Uint8Array())]) {
    const file = await alone(mac);
    assert.equal(await outcome(file, ""), ALICE.fingerprint);
    assert.equal(await outcome(file, null), ALICE.fingerprint);
  }
});

test("a passphrase that OpenSSL 1.0 took octet by octet is read", async () => {
  const octets = Buffer.from(Buffer.from("grün").toString("latin1"), "utf16le").swap16();
  assert.equal(
    await outcome(await alone(oldMac(Buffer.concat([octets, Buffer.alloc(2)]))), "grün"),
    ALICE.fingerprint,
  );
});

/** The same in BER: indefinite lengths, and octet strings in pieces (X.690 §8.1.3.6, §8.7.3). */
function inBer(octets: Bytes): Bytes {
  const { tag, content } = readWhole(octets);
  const end = Buffer.alloc(2);
  if (tag === TAG.octetString) {
    const half = content.length >> 1;
    const pieces = [octetString(content.subarray(0, half)), octetString(content.subarray(half))];
    return Buffer.concat([Buffer.of(tag | 0x20, 0x80), ...pieces, end]);
  }
  if (!(tag & 0x20)) return octets;
  return Buffer.concat([
    Buffer.of(tag, 0x80),
    ...childrenOf(readWhole(octets)).map(({ raw }) => inBer(raw)),
    end,
  ]);
}

test("a file in BER is read", async () => {
  assert.equal(await outcome(inBer(await alone())), ALICE.fingerprint);
});

test("octets after the file are left alone; the PEM form is read", async () => {
  const file = await alone();
  assert.equal(await outcome(Buffer.concat([file, utf8("\r\n")])), ALICE.fingerprint);
  assert.equal(await outcome(utf8(toPem("PKCS12", file))), ALICE.fingerprint);
});

/** EncryptedData that cannot be opened with any passphrase. */
function lockedSafe(algorithm: string): Bytes {
  const parameters = sequence(octetString(Buffer.alloc(8)), integer(10));
  const info = sequence(oid(OID.data), sequence(oid(algorithm), parameters), der(0x80, Buffer.alloc(24)));
  return contentInfo(OID.encryptedData, sequence(smallInteger(0), info));
}

test("what the passphrase of the MAC does not open is broken; without a MAC the passphrase is wrong", async () => {
  const safes = [clearSafe(...BAGS), lockedSafe(OID.pbeSha1TripleDes)];
  assert.equal(await outcome(await pfx(safes, usualMac("geheim"))), "malformed");
  assert.equal(await outcome(await pfx(safes)), "wrong-passphrase");
  assert.equal(await outcome(await pfx(safes), null), "needs-passphrase");
});

test("a safe locked with RC2 does not keep the rest from being read", async () => {
  const locked = lockedSafe(OID.pbeSha1Rc2Bits40);
  assert.equal(await outcome(await pfx([locked, clearSafe(...BAGS)])), ALICE.fingerprint);
  assert.equal(await outcome(await pfx([locked, clearSafe(BAGS[0]!)])), "weak-algorithm");
});

test("safes sealed to a key and other versions are unsupported", async () => {
  const sealed = contentInfo(OID.envelopedData, sequence(smallInteger(0)));
  assert.equal(await outcome(await pfx([sealed])), "unsupported");
  assert.equal(await outcome(sequence(smallInteger(3), contentInfo(OID.signedData, derNull))), "unsupported");
});

test("rounds of all derivations of a file together have a limit", () => {
  const budget = { roundsUsed: 0 };
  const times = LIMITS.keyFileRounds / LIMITS.pbkdf2Rounds;
  for (let time = 0; time < times; time++) spendRounds(budget, LIMITS.pbkdf2Rounds);
  const one = attempt(() => spendRounds(budget, 1));
  assert.deepEqual(one, { ok: false, error: "too-large" });
});

test("what one key may cost has a limit", async () => {
  const safe = (rounds: number) => {
    const derivation = sequence(oid(OID.pbkdf2), sequence(octetString(Buffer.alloc(8)), integer(rounds)));
    const scheme = sequence(oid(OID.aes256Cbc), octetString(Buffer.alloc(16)));
    return sequence(sequence(oid(OID.pbes2), sequence(derivation, scheme)), octetString(Buffer.alloc(32)));
  };
  const scrypt = (N: number) => {
    const parameters = sequence(octetString(Buffer.alloc(8)), integer(N), smallInteger(8), smallInteger(1));
    const scheme = sequence(oid(OID.aes256Cbc), octetString(Buffer.alloc(16)));
    const algorithm = sequence(oid(OID.pbes2), sequence(sequence(oid(OID.scrypt), parameters), scheme));
    return sequence(algorithm, octetString(Buffer.alloc(32)));
  };
  const locked = (key: Bytes) => pfx([clearSafe(bag(OID.shroudedKeyBag, key))]);
  assert.equal(await outcome(await locked(safe(0))), "malformed");
  assert.equal(await outcome(await locked(safe(LIMITS.pbkdf2Rounds + 1))), "too-large");
  assert.equal(await outcome(await locked(scrypt(1024))), "wrong-passphrase");
  assert.equal(await outcome(await locked(scrypt(2 ** 19))), "too-large");
  assert.equal(await outcome(await locked(scrypt(1000))), "malformed");
});

test("the key of a block may come before or after its certificate, and several keys in any order", async () => {
  const blocks = [privateKeyPem(ALICE), certificatePem(CERTIFICATE), privateKeyPem(BOB)];
  const all = [...blocks, certificatePem(BOB.certificates[0]!)];
  assert.equal(await outcome(utf8(all.join("")), null), `${ALICE.fingerprint} ${BOB.fingerprint}`);
  assert.equal(
    await outcome(utf8(all.toReversed().join("")), null),
    `${BOB.fingerprint} ${ALICE.fingerprint}`,
  );
});
