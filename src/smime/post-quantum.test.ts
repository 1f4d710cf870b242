/** ML-KEM recipients (RFC 9629, RFC 9936) and ML-DSA signatures (RFC 9882): the standards' messages, and our own. */
import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey, decapsulate, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { type Bytes, concatBytes, fromUtf8, type ListSecret, systemRandom, utf8 } from "#base";
import { makeAuthority, makePerson, signerOf } from "../../test/support/crypto/pki.ts";
import { childrenOf, type Element, octetsOf, readWhole, TAG } from "./asn1/ber.ts";
import { fingerprintOf, publicKeyOf, readCertificate } from "./certificates/certificate.ts";
import { Cursor } from "./asn1/cursor.ts";
import { der, oid, sequence, smallInteger, time } from "./asn1/der.ts";
import { readEnvelopedData } from "./encryption/enveloped-data.ts";
import * as smime from "./index.ts";
import { kemKek, otherInfo } from "./encryption/key-encapsulation.ts";
import { AES128_WRAP, unwrapKey } from "./encryption/key-wrap.ts";
import { OID } from "./asn1/oids.ts";
import { pemBlocks } from "./key-files/pem.ts";
import { oneShotOf } from "./signatures/one-shot-signature.ts";
import { readSignedData, readSignerInfo } from "./signatures/signed-data.ts";

const AT = new Date("2026-11-21T12:00:00Z");
const CORPUS = new URL("../../test/corpus/", import.meta.url);
const CONTENT = utf8("Content-Type: text/plain\r\n\r\nIn the old mill.\r\n");
const nobody = () => Promise.resolve([]);

function corpus(name: string): Bytes {
  return readFileSync(new URL(name, CORPUS));
}

function hex(name: string): Buffer {
  return Buffer.from(fromUtf8(corpus(`cms-ml-kem/${name}`)).replace(/\s/g, ""), "hex");
}

function fromPem(name: string): Bytes {
  const [block] = pemBlocks(corpus(name));
  assert.ok(block);
  return block.bytes;
}

async function secretOf(form: string): Promise<ListSecret> {
  const certificates = smime.readCertificates(corpus("cms-ml-kem/ML-KEM-512.pem"));
  assert.ok(certificates.ok);
  const file = corpus(`cms-ml-kem/ML-KEM-512-${form}.priv`);
  const secret = await smime.unlockSecret(file, null, certificates.value);
  assert.ok(secret.ok, JSON.stringify(secret));
  return secret.value;
}

const MESSAGE = fromPem("cms-ml-kem/ML-KEM-512.cms");

for (const form of ["seed", "expanded", "both"]) {
  test(`the message of RFC 9936 opens with the private key as ${form}`, async () => {
    const request = { ciphertext: MESSAGE, secrets: [await secretOf(form)], at: AT, signers: nobody };
    const opened = await smime.open(request);
    assert.ok(opened.opened, JSON.stringify(opened));
    assert.equal(fromUtf8(opened.content), "Hello, world!");
    assert.deepEqual(
      opened.sessionKeys.map((key) => Buffer.from(key)),
      [hex("cek.txt")],
    );
    assert.equal(opened.integrity, true);
  });
}

test("every value between the key and the text is that of RFC 9936", () => {
  const [info] = readEnvelopedData(MESSAGE).recipientInfos;
  assert.ok(info);
  const [, kemri] = childrenOf(info);
  const fields = childrenOf(kemri!);
  const key = createPrivateKey(fromUtf8(corpus("cms-ml-kem/ML-KEM-512-seed.priv")));
  const shared = decapsulate(key, fields[3]!.content);
  assert.deepEqual(shared, hex("shared_secret.txt"));
  assert.deepEqual(Buffer.from(otherInfo(AES128_WRAP, null)), hex("ori_info.txt"));
  const kek = kemKek("sha256", shared, { wrap: AES128_WRAP, ukm: null });
  assert.deepEqual(Buffer.from(kek), hex("kek.txt"));
  const unwrapped = unwrapKey(AES128_WRAP, kek, octetsOf(fields.at(-1)!));
  assert.deepEqual(unwrapped && Buffer.from(unwrapped), hex("cek.txt"));
});

test("the certificate of RFC 9936 is one for encryption, under a root that signs with ML-DSA", () => {
  const certificates = smime.readCertificates(corpus("cms-ml-kem/ML-KEM-512.pem"));
  assert.ok(certificates.ok);
  const [own = new Uint8Array()] = certificates.value;
  const description = smime.describeCertificate(own, new Date("2025-03-20"));
  assert.ok(description.ok);
  const { algorithm, cannotSign, cannotEncrypt } = description.value;
  assert.deepEqual([algorithm, cannotSign, cannotEncrypt], ["ML-KEM-512", "key-cannot-sign", null]);
  const root = readCertificate(fromPem("cms-ml-kem/mldsa65RootCA.pem"));
  assert.ok(readCertificate(own).x509.verify(publicKeyOf(root)));
});

const CA = makeAuthority("Quantum CA", null, { kind: "ml-dsa-65" });

function sealFor(person: ListSecret, cipher: "cbc" | "gcm"): Bytes {
  const recipient = smime.recipientOf(person.certificates[0]!, AT);
  assert.ok(recipient.ok, JSON.stringify(recipient));
  const body = smime.sealBody({ content: CONTENT, cipher, random: systemRandom });
  return concatBytes(smime.keyPacket(recipient.value, body), body.shared);
}

for (const kind of ["ml-kem-512", "ml-kem-768", "ml-kem-1024"] as const) {
  for (const cipher of ["cbc", "gcm"] as const) {
    test(`what is sealed to ${kind} with ${cipher} opens, and with no other key`, async () => {
      const [alice, bob] = [makePerson({ kind }, CA), makePerson({ kind }, CA)];
      const ciphertext = sealFor(alice, cipher);
      const request = { ciphertext, at: AT, signers: nobody };
      const opened = await smime.open({ ...request, secrets: [bob, alice] });
      assert.ok(opened.opened);
      assert.deepEqual(Buffer.from(opened.content), Buffer.from(CONTENT));
      const stolen = { ...bob, certificates: alice.certificates };
      const refused = await smime.open({ ...request, secrets: [stolen] });
      // What a random key gives ends like padding once in 256 (S11): only a tag makes it certain.
      if (cipher === "gcm" || !refused.opened) assert.equal(!refused.opened && refused.why, "cannot-open");
      else assert.notDeepEqual(Buffer.from(refused.content), Buffer.from(CONTENT));
    });
  }
}

test("EnvelopedData with a KEM recipient is version 3, AuthEnvelopedData 0 (RFC 5652 §6.1, RFC 5083 §2.1)", () => {
  const alice = makePerson({ kind: "ml-kem-768" }, CA);
  const version = (cipher: "cbc" | "gcm"): number => {
    const fields = Cursor.over(sealFor(alice, cipher));
    fields.oid();
    return new Cursor(readWhole(fields.take(0xa0).content)).integer();
  };
  assert.deepEqual([version("cbc"), version("gcm")], [3, 0]);
});

/** A certificate as the examples name it: RFC 9882 prints none, and RFC 9881 §C makes its keys from the seed 00…1f. */
function exampleSigner(info: Element): { certificate: Bytes; key: KeyObject } {
  const { sid, signatureAlgorithm } = readSignerInfo(info);
  const algorithm = new Cursor(signatureAlgorithm).oid();
  const seed = Buffer.from(Array.from({ length: 32 }, (_, i) => i));
  const pkcs8 = sequence(smallInteger(0), sequence(oid(algorithm)), der(TAG.octetString, der(0x80, seed)));
  const key = createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" });
  const [issuer, serial] = childrenOf(sid);
  const spki = createPublicKey(key).export({ format: "der", type: "spki" });
  const dates = sequence(time(new Date("2025-01-01")), time(new Date("2035-01-01")));
  const name = issuer!.raw;
  const tbs = sequence(
    der(0xa0, smallInteger(2)),
    serial!.raw,
    sequence(oid(algorithm)),
    name,
    dates,
    name,
    spki,
  );
  return { certificate: sequence(tbs, sequence(oid(algorithm)), der(TAG.bitString, Buffer.alloc(64))), key };
}

for (const level of [44, 65, 87]) {
  test(`the ML-DSA-${level} message of RFC 9882 is valid, and no longer when an octet of it is changed`, async () => {
    const signed = fromPem(`cms-ml-dsa/mldsa${level}-signed-attrs.pem`);
    const { certificate } = exampleSigner(readSignedData(signed).signerInfos[0]!);
    const signer = {
      scheme: "smime",
      fingerprint: fingerprintOf(certificate),
      bytes: certificate,
      pinned: true,
    } as const;
    const judge = async (octets: Bytes) => {
      const request = { der: octets, content: null, at: AT, anchors: [], trust: "bound" } as const;
      const outcome = await smime.verifySigned({ ...request, signers: () => Promise.resolve([signer]) });
      return outcome.signatures[0];
    };
    const signature = await judge(signed);
    assert.ok(signature?.verdict === "valid", JSON.stringify(signature));
    assert.equal(signature.algorithm, `ML-DSA-${level} with SHA-512`);
    const bent = Buffer.from(signed);
    bent[bent.length - 1]! ^= 1;
    assert.equal((await judge(bent))?.verdict, "invalid");
    bent[bent.length - 1]! ^= 1;
    bent[60]! ^= 1;
    assert.equal((await judge(bent))?.verdict, "invalid");
  });
}

for (const kind of [
  "ml-dsa-44",
  "ml-dsa-65",
  "ml-dsa-87",
  "ed25519",
  "ed448",
  "slh-dsa-sha2-128f",
] as const) {
  test(`what we sign with ${kind} is valid under an authority that signs with ML-DSA (RFC 9881)`, async () => {
    const alice = makePerson({ kind }, CA);
    const { signature, micalg } = smime.signDetached({ content: CONTENT, signWith: alice, at: AT });
    assert.equal(micalg, kind === "ed448" ? "shake256" : "sha-512");
    const request = { der: signature, content: CONTENT, at: AT, trust: "ca" } as const;
    const anchors = [CA.certificate];
    const outcome = await smime.verifySigned({ ...request, anchors, signers: nobody });
    const [judged] = outcome.signatures;
    assert.ok(judged?.verdict === "valid", JSON.stringify(judged));
    assert.deepEqual(judged.addresses, ["alice@example.org"]);
    assert.match(judged.algorithm, new RegExp(`^${oneShotOf(kind)!.algorithm.text} with`));
    const others = [makeAuthority("Quantum CA", null, { kind: "ml-dsa-65" }).certificate];
    const other = await smime.verifySigned({ ...request, anchors: others, signers: nobody });
    assert.equal(other.signatures[0]?.verdict, "untrusted");
    const bound = {
      ...request,
      trust: "bound",
      anchors: [],
      signers: () => Promise.resolve([signerOf(alice)]),
    } as const;
    const changed = await smime.verifySigned({ ...bound, content: utf8("No.") });
    assert.equal(changed.signatures[0]?.verdict, "invalid");
  });
}

for (const name of ["sm_mldsa44", "sm_slhdsa_sha2_128s", "sm_slhdsa_shake_128s", "sm_slhdsa_shake_256s"]) {
  test(`OpenSSL's ${name} signs, and its certificate is under OpenSSL's root`, async () => {
    const file = corpus(`openssl-cms/${name}.pem`);
    const own = smime.readCertificates(file);
    const root = smime.readCertificates(corpus("openssl-cms/smroot.pem"));
    assert.ok(own.ok && root.ok);
    const secret = await smime.unlockSecret(file, null, own.value);
    assert.ok(secret.ok);
    const { signature } = smime.signDetached({ content: CONTENT, signWith: secret.value, at: AT });
    const request = { der: signature, content: CONTENT, at: AT, signers: nobody, trust: "ca" } as const;
    const outcome = await smime.verifySigned({ ...request, anchors: root.value });
    assert.equal(outcome.signatures[0]?.verdict, "valid", JSON.stringify(outcome.signatures));
  });
}

test("OID of the parameter sets are those of RFC 9814 §3 and RFC 9882 §3", () => {
  const found = ["slh-dsa-sha2-128s", "slh-dsa-sha2-256f", "slh-dsa-shake-128s", "slh-dsa-shake-256f"];
  const arcs = found.map((type) => oneShotOf(type)?.id.split(".").at(-1));
  assert.deepEqual(arcs, ["20", "25", "26", "31"]);
  assert.equal(oneShotOf("ml-dsa-65")?.id, OID.mlDsa65);
});
