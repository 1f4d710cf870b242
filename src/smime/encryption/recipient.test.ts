/** What is written for whom: OAEP where a certificate asks for it, AES-GCM where it is announced. */
import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey, sign } from "node:crypto";
import { test } from "node:test";
import { type Bytes, concatBytes, type ListSecret, systemRandom, utf8 } from "#base";
import { makeAuthority, makePerson, type TestKeyKind } from "../../../test/support/crypto/pki.ts";
import { TAG } from "../asn1/ber.ts";
import { extension } from "../certificates/build-certificate.ts";
import { fingerprintOf, readCertificate } from "../certificates/certificate.ts";
import { Cursor } from "../asn1/cursor.ts";
import { der, oid, sequence, smallInteger, time } from "../asn1/der.ts";
import { describeCertificate, keyPacket, open, recipientOf, sealBody } from "../index.ts";
import { OID } from "../asn1/oids.ts";

const AT = new Date("2026-11-21T12:00:00Z");
const CONTENT = utf8("In the old mill.");
const CA = makeAuthority();

const oaepOf = (hash: string, mask: string): Bytes =>
  sequence(der(0xa0, sequence(oid(hash))), der(0xa1, sequence(oid(OID.mgf1), sequence(oid(mask)))));
const capabilities = (...list: readonly Bytes[]): Bytes =>
  extension(OID.smimeCapabilities, sequence(...list));

/** An RSA person whose certificate says id-RSAES-OAEP (RFC 4055 §4.1). */
function oaepPerson(...parameters: readonly Bytes[]): ListSecret {
  const plain = makePerson({ kind: "rsa2048" });
  const key = createPrivateKey({ key: Buffer.from(plain.secret), format: "der", type: "pkcs8" });
  const spki = Cursor.over(createPublicKey(key).export({ format: "der", type: "spki" }));
  spki.any();
  const info = sequence(sequence(oid(OID.rsaesOaep), ...parameters), spki.any().raw);
  const algorithm = sequence(oid(OID.sha256WithRsa), der(TAG.null));
  const name = readCertificate(plain.certificates[0]!).subject;
  const dates = sequence(time(new Date("2026-01-01")), time(new Date("2036-01-01")));
  const tbs = sequence(der(0xa0, smallInteger(2)), smallInteger(7), algorithm, name, dates, name, info);
  const bits = der(TAG.bitString, Buffer.from([0]), sign("sha256", tbs, key));
  const certificate = sequence(tbs, algorithm, bits);
  return { ...plain, fingerprint: fingerprintOf(certificate), certificates: [certificate] };
}

/** The hash of the OAEP that was written, or "PKCS#1"; what was written opens. */
async function written(person: ListSecret): Promise<string> {
  const recipient = recipientOf(person.certificates[0]!, AT);
  if (!recipient.ok) return recipient.error;
  const body = sealBody({ content: CONTENT, cipher: "cbc", random: systemRandom });
  const ciphertext = concatBytes(keyPacket(recipient.value, body), body.shared);
  const signers = () => Promise.resolve([]);
  const opened = await open({ ciphertext, secrets: [person], at: AT, signers });
  assert.ok(opened.opened, JSON.stringify(opened));
  assert.deepEqual(Buffer.from(opened.content), Buffer.from(CONTENT));
  if (recipient.value.algorithm !== "rsa-oaep") return "PKCS#1";
  const head = Buffer.from(keyPacket(recipient.value, body));
  assert.ok(head.includes(Buffer.from(recipient.value.kdf)));
  if (head.includes(Buffer.from(oid(OID.sha512)))) return "OAEP sha512";
  return head.includes(Buffer.from(oid(OID.sha256))) ? "OAEP sha256" : "OAEP sha1";
}

test("a key that is for OAEP only gets OAEP with its own parameters, else with SHA-256", async () => {
  assert.equal(await written(oaepPerson()), "OAEP sha256");
  assert.equal(await written(oaepPerson(oaepOf(OID.sha512, OID.sha512))), "OAEP sha512");
  assert.equal(await written(oaepPerson(sequence())), "OAEP sha1");
  assert.equal(await written(oaepPerson(oaepOf(OID.sha256, OID.sha1))), "unsupported");
});

test("a key that is for OAEP only does not sign", () => {
  const description = describeCertificate(oaepPerson().certificates[0]!, AT);
  assert.ok(description.ok);
  assert.deepEqual(
    [description.value.cannotSign, description.value.cannotEncrypt],
    ["key-cannot-sign", null],
  );
});

const announcing = (kind: TestKeyKind, ...list: readonly Bytes[]): ListSecret =>
  makePerson({ kind, extensions: [capabilities(...list)] }, CA);

test("an RSA key gets OAEP where its certificate announces it in a form that can be written", async () => {
  const oaep = (...parameters: readonly Bytes[]): Bytes => sequence(oid(OID.rsaesOaep), ...parameters);
  const aes = sequence(oid(OID.aes256Cbc));
  assert.equal(
    await written(announcing("rsa2048", aes, oaep(oaepOf(OID.sha256, OID.sha256)))),
    "OAEP sha256",
  );
  assert.equal(await written(announcing("rsa2048", oaep())), "OAEP sha1");
  assert.equal(await written(announcing("rsa2048", oaep(oaepOf(OID.sha256, OID.sha1)))), "PKCS#1");
  assert.equal(await written(announcing("rsa2048", aes)), "PKCS#1");
  assert.equal(await written(makePerson({ kind: "rsa2048" }, CA)), "PKCS#1");
});

test("AES-GCM is written only for those who announce it (RFC 5084, RFC 4262)", () => {
  const reads = (...list: readonly Bytes[]): boolean => {
    const recipient = recipientOf(announcing("p256", ...list).certificates[0]!, AT);
    assert.ok(recipient.ok);
    return recipient.value.aead === "gcm";
  };
  assert.equal(reads(sequence(oid(OID.aes256Cbc)), sequence(oid(OID.aes128Gcm))), true);
  assert.equal(reads(sequence(oid(OID.aes256Cbc))), false);
  assert.equal(reads(sequence(oid(OID.aes256Cbc), der(TAG.octetString, oid(OID.aes256Gcm)))), false);
  assert.equal(reads(der(TAG.null)), false);
});

test("keys that agree say keyAgreement, keys that are enciphered to say keyEncipherment", () => {
  const usable = (kind: TestKeyKind, usage: number): string => {
    const recipient = recipientOf(makePerson({ kind, usage }, CA).certificates[0]!, AT);
    return recipient.ok ? recipient.value.algorithm : recipient.error;
  };
  assert.equal(usable("x25519", 0x08), "x25519");
  assert.equal(usable("x448", 0x08), "x448");
  assert.equal(usable("ml-kem-768", 0x20), "ml-kem-768");
  assert.equal(usable("ml-kem-768", 0x08), "key-cannot-encrypt");
  assert.equal(usable("ml-dsa-65", 0x80), "key-cannot-encrypt");
  assert.equal(usable("ed25519", 0x80), "key-cannot-encrypt");
});
