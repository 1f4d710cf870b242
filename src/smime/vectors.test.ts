/** The standards' own examples: old algorithms of RFC 4134, keys of RFC 9216, messages of RFC 9788. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { type Bytes, fromUtf8, type ListSecret, type Signature } from "#base";
import * as smime from "./index.ts";
import { pemBlocks } from "./key-files/pem.ts";

const AT = new Date("2026-11-21T12:00:00Z");
const CORPUS = new URL("../../test/corpus/", import.meta.url);

function corpus(name: string): Bytes {
  return readFileSync(new URL(name, CORPUS));
}

/** The decoded body of a message with one base64 part. */
function bodyOf(name: string): Bytes {
  const [, body = ""] = fromUtf8(corpus(name)).split(/\r?\n\r?\n/, 2);
  return Buffer.from(body, "base64");
}

function certificate(name: string): Bytes {
  const read = smime.readCertificates(corpus(name));
  assert.ok(read.ok);
  return read.value[0]!;
}

function verify(der: Bytes, anchor: string, content: Bytes | null = null) {
  const anchors = [certificate(anchor)];
  const request = { der, content, at: AT, anchors, trust: "ca" } as const;
  return smime.verifySigned({ ...request, signers: () => Promise.resolve([]) });
}

function why(signature: Signature): string {
  return signature.verdict === "valid" ? "valid" : `${signature.verdict}: ${signature.why}`;
}

async function secretsOf(name: string, passphrase: string): Promise<readonly ListSecret[]> {
  const secrets = await smime.unlockSecrets(corpus(name), passphrase);
  assert.ok(secrets.ok, JSON.stringify(secrets));
  return secrets.value;
}

const RFC4134_SIGNED: readonly (readonly [string, readonly string[]])[] = [
  ["4.1", ["weak: weak-algorithm"]],
  ["4.2", ["weak: weak-hash"]],
  ["4.3", ["weak: weak-algorithm"]],
  ["4.4", ["weak: weak-algorithm"]],
  ["4.5", ["weak: weak-hash"]],
  ["4.6", ["weak: weak-algorithm", "weak: weak-algorithm"]],
  ["4.7", ["weak: weak-algorithm"]],
  ["4.10", ["weak: weak-algorithm"]],
];
for (const [name, expected] of RFC4134_SIGNED) {
  test(`RFC 4134 §${name} is read, and its old algorithms do not count`, async () => {
    const content = corpus("rfc4134/ExContent.bin");
    const beside = name === "4.3" ? content : null;
    const outcome = await verify(corpus(`rfc4134/${name}.bin`), "rfc4134/CarlRSASelf.cer", beside);
    assert.deepEqual(outcome.signatures.map(why), expected);
    assert.deepEqual(outcome.content, content);
  });
}

test("RFC 4134 §6 and §7.1 are CMS of other kinds, §4.11 is a bag of certificates", () => {
  assert.equal(smime.kindOf(corpus("rfc4134/6.0.bin")), "other");
  assert.equal(smime.kindOf(corpus("rfc4134/7.1.bin")), "encrypted");
  assert.equal(smime.kindOf(corpus("rfc4134/4.11.bin")), "certs-only");
  const certificates = smime.readCertificates(corpus("rfc4134/4.11.bin"));
  assert.equal(certificates.ok && certificates.value.length, 2);
});

test("RFC 4134 §5.1 opens (3DES is read), §5.2 does not (RC2 is refused)", async () => {
  const own = certificate("rfc4134/BobRSASignByCarl.cer");
  const bob = await smime.unlockSecret(corpus("rfc4134/BobPrivRSAEncrypt.pri"), null, [own]);
  assert.ok(bob.ok);
  const open = (name: string) =>
    smime.open({
      ciphertext: corpus(name),
      secrets: [bob.value],
      at: AT,
      signers: () => Promise.resolve([]),
    });
  const opened = await open("rfc4134/5.1.bin");
  assert.ok(opened.opened);
  assert.deepEqual(Buffer.from(opened.content), Buffer.from(corpus("rfc4134/ExContent.bin")));
  assert.equal(opened.cipher, "des-ede3-cbc");
  assert.equal(opened.integrity, false);
  assert.deepEqual(await open("rfc4134/5.2.bin"), { opened: false, why: "weak-algorithm", sessionKeys: [] });
});

const PEOPLE = [
  ["4.5-pkcs-12-object-for-alice.p12", "alice", "4.3-alice-s-encryption-end-entity-certificate.crt.pem"],
  ["5.5-pkcs-12-object-for-bob.p12", "bob", "5.3-bob-s-encryption-end-entity-certificate.crt.pem"],
  ["7.5-pkcs-12-object-for-carlos.p12", "carlos", "7.3-carlos-s-encryption-end-entity-certificate.crt.pem"],
  ["8.5-pkcs-12-object-for-dana.p12", "dana", "8.3-dana-s-encryption-end-entity-certificate.crt.pem"],
] as const;
for (const [file, passphrase, encryption] of PEOPLE) {
  test(`RFC 9216 ${file} holds two keys with their chains, the one for encryption first`, async () => {
    const secrets = await secretsOf(`rfc9216/${file}`, passphrase);
    assert.equal(secrets.length, 2);
    const [first] = secrets;
    assert.deepEqual(Buffer.from(first!.certificates[0]!), certificate(`rfc9216/${encryption}`));
    assert.equal(first!.certificates.length, 2);
    const wrong = await smime.unlockSecret(corpus(`rfc9216/${file}`), "mallory");
    assert.deepEqual(wrong, { ok: false, error: "wrong-passphrase" });
  });
}

test("RFC 9216's keys in PEM are unlocked with the certificate beside them", async () => {
  for (const name of [
    "rfc9216/4.4-alice-s-decryption-private-key-material.key.pem",
    "rfc9216/5.4-bob-s-decryption-private-key-material.key.pem",
  ]) {
    const own = certificate(name.includes("alice") ? `rfc9216/${PEOPLE[0][2]}` : `rfc9216/${PEOPLE[1][2]}`);
    const secret = await smime.unlockSecret(corpus(name), null, [own]);
    assert.deepEqual(secret.ok && secret.value.certificates, [own]);
    assert.deepEqual(await smime.unlockSecret(corpus(name), null), { ok: false, error: "no-key" });
  }
});

const RSA_ROOT = "rfc9216/3.1-rsa-certification-authority-root-certificate.crt.pem";

test("RFC 9216 certificates say what they are for", () => {
  const describe = (name: string) => {
    const description = smime.describeCertificate(certificate(`rfc9216/${name}`), AT);
    assert.ok(description.ok);
    return description.value;
  };
  const signing = describe("4.1-alice-s-signature-verification-end-entity-certificate.crt.pem");
  assert.deepEqual(signing.addresses, ["alice@smime.example"]);
  assert.deepEqual([signing.cannotSign, signing.cannotEncrypt], [null, "key-cannot-encrypt"]);
  assert.deepEqual(signing.names, ["O=IETF, OU=LAMPS WG, CN=Alice Lovelace"]);
  const encryption = describe("4.3-alice-s-encryption-end-entity-certificate.crt.pem");
  assert.deepEqual([encryption.cannotSign, encryption.cannotEncrypt], ["key-cannot-sign", null]);
  const carlos = describe("7.1-carlos-s-signature-verification-end-entity-certificate.crt.pem");
  assert.deepEqual([carlos.algorithm, carlos.cannotSign], ["Ed25519", null]);
});

test("RFC 9788 §C.3.1.1 is valid under the root of RFC 9216, and under no other", async () => {
  const der = bodyOf("rfc9788/C.3.1.1-signed-data.eml");
  const outcome = await verify(der, RSA_ROOT);
  const [signature] = outcome.signatures;
  assert.ok(signature?.verdict === "valid", JSON.stringify(outcome));
  assert.deepEqual(signature.addresses, ["alice@smime.example"]);
  assert.deepEqual(outcome.content, corpus("rfc9788/C.3.1.2-unwrapped.eml"));
  const other = await verify(der, "rfc9216/6.1-ed25519-certification-authority-root-certificate.crt.pem");
  assert.deepEqual(other.signatures.map(why), ["untrusted: chain-untrusted"]);
});

for (const [name, integrity] of [
  ["enveloped", false],
  ["authenveloped", true],
] as const) {
  test(`RFC 9788's message ${name} to Alice and Bob opens with the key of each`, async () => {
    const ciphertext = bodyOf(`rfc9788/own-wrap-${name}.eml`);
    for (const [file, passphrase] of PEOPLE.slice(0, 2)) {
      const secrets = await secretsOf(`rfc9216/${file}`, passphrase);
      const request = { ciphertext, secrets, at: AT, signers: () => Promise.resolve([]) };
      const opened = await smime.open(request);
      assert.ok(opened.opened);
      assert.equal(opened.integrity, integrity);
      assert.equal(opened.openedWith, secrets[0]?.fingerprint);
    }
  });
}

for (const name of ["no_md_attr", "no_ct_attr", "ct_multiple_attr", "bad_signtime_attr"]) {
  test(`OpenSSL's ${name} is malformed`, async () => {
    const outcome = await verify(corpus(`openssl-cms/${name}.cms`), RSA_ROOT);
    assert.deepEqual(outcome.signatures.map(why), ["malformed: malformed"]);
  });
}

test("OpenSSL's message with MD4 is weak, its sealed ones of other kinds open with no certificate", async () => {
  const signed = fromPem("openssl-cms/pkcs7-md4.pem");
  assert.deepEqual((await verify(signed, RSA_ROOT)).signatures.map(why), ["weak: weak-hash"]);
  assert.equal(smime.kindOf(corpus("openssl-cms/encryptedData.der")), "encrypted");
  assert.equal(await whyClosed(corpus("openssl-cms/cms_pwri_kek_oob.der"), "ecdh"), "password-encrypted");
  assert.equal(await whyClosed(fromPem("openssl-cms/encDataWithTooLongIV.pem"), "ecdh"), "no-key");
});

test("what OpenSSL 1.1.1 sealed with ECDH, SHA-1 and 3DES key wrap opens, its pieces and indefinite lengths too", async () => {
  const own = certificate("openssl-cms/smec3.pem");
  const secret = await smime.unlockSecret(corpus("openssl-cms/smec3.pem"), null, [own]);
  assert.ok(secret.ok);
  const ciphertext = bodyOf("openssl-cms/ciphertext_from_1_1_1.cms");
  const request = { ciphertext, secrets: [secret.value], at: AT, signers: () => Promise.resolve([]) };
  const opened = await smime.open(request);
  assert.ok(opened.opened, JSON.stringify(opened));
  const text = Buffer.from(opened.content).toString().replaceAll("\r\n", "\n");
  assert.equal(text, Buffer.from(corpus("openssl-cms/smcont.txt")).toString());
});

test("OpenSSL's damaged recipients do not open", async () => {
  assert.equal(await whyClosed(corpus("openssl-cms/ecdh-malformed.der"), "ecdh"), "malformed");
  assert.equal(await whyClosed(corpus("openssl-cms/rsa-malformed.der"), "smrsa3"), "malformed");
});

test("agreement over finite fields is not supported (RFC 2631)", async () => {
  assert.equal(await whyClosed(corpus("openssl-cms/dh-malformed.der"), "dh"), "unsupported");
  const description = smime.describeCertificate(certificate("openssl-cms/dh-cert.pem"), AT);
  assert.equal(description.ok && description.value.cannotEncrypt, "key-cannot-encrypt");
});

/** Why a message does not open with a key of OpenSSL's. */
async function whyClosed(ciphertext: Bytes, name: string): Promise<string> {
  const [key, cert] = name.endsWith("dh") ? [`${name}-key`, `${name}-cert`] : [name, name];
  const own = certificate(`openssl-cms/${cert}.pem`);
  const secret = await smime.unlockSecret(corpus(`openssl-cms/${key}.pem`), null, [own]);
  assert.ok(secret.ok);
  const request = { ciphertext, secrets: [secret.value], at: AT, signers: () => Promise.resolve([]) };
  const outcome = await smime.open(request);
  return outcome.opened ? "opened" : outcome.why;
}

function fromPem(name: string): Bytes {
  const [block] = pemBlocks(corpus(name));
  assert.ok(block);
  return block.bytes;
}
