import assert from "node:assert/strict";
import { test } from "node:test";
import { type EmailAddress, LIMITS, systemRandom, utf8 } from "#base";
import { certificatePem, makeAuthority, makePerson, SERVER_AUTH } from "../../../test/support/crypto/pki.ts";
import { person, root } from "../../../test/support/crypto/path-pki.ts";
import { extension, USAGE } from "./build-certificate.ts";
import { der, oid, sequence, setOf } from "../asn1/der.ts";
import { describeCertificate, generateListKey, readCertificates, recipientOf } from "../index.ts";
import { OID } from "../asn1/oids.ts";
import { addressesOf, subjectAddresses } from "./certificate-addresses.ts";
import { readCertificate } from "./certificate.ts";

const AT = new Date("2026-11-21T12:00:00Z");
const BEFORE = new Date("2020-01-01");
const ALICE = makePerson({ kind: "p256" });

function describe(certificate: Uint8Array, at = AT) {
  const description = describeCertificate(certificate, at);
  assert.ok(description.ok, JSON.stringify(description));
  return description.value;
}

function whyNoRecipient(options: Parameters<typeof makePerson>[0]): string {
  const recipient = recipientOf(makePerson({ kind: "p256", ...options }).certificates[0]!, AT);
  return recipient.ok ? recipient.value.algorithm : recipient.error;
}

test("a list's own certificate signs and encrypts mail for its address, until it expires", async () => {
  const address = "team@example.org" as EmailAddress;
  const expiresAt = new Date("2029-11-21T12:00:00Z");
  const made = await generateListKey({
    address,
    commonName: "Team",
    at: AT,
    expiresAt,
    random: systemRandom,
  });
  const [certificate] = made.secret.certificates;
  const description = describe(certificate!);
  assert.equal(description.fingerprint, made.secret.fingerprint);
  assert.equal(description.algorithm, "RSA-3072");
  assert.deepEqual(description.addresses, [address]);
  assert.deepEqual(description.names, ["CN=Team"]);
  assert.deepEqual([description.cannotSign, description.cannotEncrypt], [null, null]);
  assert.deepEqual([description.createdAt, description.expiresAt], [AT, expiresAt]);
  const late = describe(certificate!, new Date("2030-01-01"));
  assert.deepEqual([late.cannotSign, late.cannotEncrypt], ["key-expired", "key-expired"]);
  assert.equal(describe(certificate!, BEFORE).cannotSign, "key-not-yet-valid");
});

test("a certificate without a subject has its addresses and no name", () => {
  const { der: nameless } = person(root("CN=Root"), {}, sequence());
  const { names, addresses, cannotSign } = describe(nameless);
  assert.deepEqual(
    { names, addresses, cannotSign },
    {
      names: [],
      addresses: ["alice@example.org"],
      cannotSign: null,
    },
  );
});

test("a recipient row says how and until when to seal", () => {
  const recipient = recipientOf(ALICE.certificates[0]!, AT);
  assert.ok(recipient.ok);
  const { algorithm, fingerprint, usableUntil, aead } = recipient.value;
  assert.deepEqual([algorithm, fingerprint, aead], ["p256", ALICE.fingerprint, null]);
  assert.deepEqual(usableUntil, new Date("2036-01-01T00:00:00Z"));
  const announced = sequence(sequence(oid(OID.aes256Cbc)), sequence(oid(OID.aes256Gcm)));
  const modern = makePerson({ kind: "p256", extensions: [extension(OID.smimeCapabilities, announced)] });
  const row = recipientOf(modern.certificates[0]!, AT);
  assert.equal(row.ok && row.value.aead, "gcm");
});

test("what cannot be sealed to has its reason", () => {
  assert.equal(whyNoRecipient({}), "p256");
  assert.equal(whyNoRecipient({ usage: USAGE.keyEncipherment }), "p256");
  assert.equal(whyNoRecipient({ kind: "rsa2048", usage: USAGE.keyAgreement }), "key-cannot-encrypt");
  assert.equal(whyNoRecipient({ kind: "rsa1024" }), "weak-key");
  assert.equal(whyNoRecipient({ usage: USAGE.digitalSignature }), "key-cannot-encrypt");
  assert.equal(whyNoRecipient({ purposes: [SERVER_AUTH] }), "wrong-purpose");
  assert.equal(whyNoRecipient({ notAfter: new Date("2026-06-01") }), "key-expired");
  assert.equal(whyNoRecipient({ notBefore: new Date("2027-06-01") }), "key-not-yet-valid");
});

test("addresses come from the SAN, also those beyond ASCII; bad ones prove nothing", () => {
  const of = (...addresses: string[]) =>
    addressesOf(readCertificate(makePerson({ kind: "p256", addresses }).certificates[0]!));
  assert.deepEqual(of("alice@example.org", "Alice@Example.com"), ["alice@example.org", "Alice@Example.com"]);
  assert.deepEqual(of("älice@example.org"), ["älice@example.org"]);
  assert.deepEqual(of("alice@example.org\0.evil.example", "a b@example.org", "nobody"), []);
});

test("the subject's emailAddress is read where there is no SAN", () => {
  const attribute = sequence(oid(OID.emailAddress), der(0x16, utf8("alice@example.org")));
  assert.deepEqual(subjectAddresses(sequence(setOf(attribute))), ["alice@example.org"]);
});

test("certificates are read from DER and from PEM with text around them", () => {
  const ca = makeAuthority();
  const [own] = ALICE.certificates;
  const bundle = `Alice's\n${certificatePem(own!)}\nand the CA's\r\n${certificatePem(ca.certificate)}`;
  const read = readCertificates(utf8(bundle));
  assert.deepEqual(read.ok && read.value.map((bytes) => Buffer.from(bytes)), [own, ca.certificate]);
  const single = readCertificates(own!);
  assert.deepEqual(single.ok && single.value.length, 1);
});

test("certificate files that are broken or too large are refused", () => {
  const error = (file: Uint8Array) => {
    const read = readCertificates(file);
    return read.ok ? "read" : read.error;
  };
  assert.equal(error(utf8("hello")), "malformed");
  assert.equal(error(utf8("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")), "malformed");
  assert.equal(error(utf8("-----BEGIN CERTIFICATE-----\nAAAA")), "malformed");
  assert.equal(error(Buffer.alloc(LIMITS.keyFileBytes + 1)), "too-large");
  const pem = certificatePem(ALICE.certificates[0]!);
  assert.equal(error(utf8(pem.repeat(LIMITS.keysPerFile + 1))), "too-large");
});

test("a certificate over the limit is not looked into", () => {
  const padding = extension("1.2.3.4", Buffer.alloc(LIMITS.certificateBytes));
  const [large] = makePerson({ kind: "p256", extensions: [padding] }).certificates;
  assert.deepEqual(describeCertificate(large!, AT), { ok: false, error: "too-large" });
});
