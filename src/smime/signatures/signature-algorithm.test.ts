/** Every signature algorithm that is read: right, and wrong as soon as the content is another. */
import assert from "node:assert/strict";
import { constants, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { test } from "node:test";
import { type Bytes, type ListSecret, systemRandom, utf8 } from "#base";
import { type CmsSigner, signedDataBy } from "../../../test/support/crypto/cms-signer.ts";
import { makeAuthority, makePerson, signerOf, type TestKeyKind } from "../../../test/support/crypto/pki.ts";
import { buildCertificate, USAGE } from "../certificates/build-certificate.ts";
import { fingerprintOf, readCertificate } from "../certificates/certificate.ts";
import { der, derNull, integer, oid, sequence } from "../asn1/der.ts";
import { DIGESTS } from "./digest.ts";
import { verifySigned } from "../index.ts";
import { OID } from "../asn1/oids.ts";
import { oneShotOf } from "./one-shot-signature.ts";

const AT = new Date("2026-11-21T12:00:00Z");
const CONTENT = utf8("Content-Type: text/plain\r\n\r\nYes.\r\n");
const OTHER = utf8("Content-Type: text/plain\r\n\r\nNo.\r\n");
const AUTHORITY = makeAuthority();

async function judge(der: Bytes, by: ListSecret, content = CONTENT): Promise<string> {
  const signers = () => Promise.resolve([signerOf(by)]);
  const request = { der, content, at: AT, signers, anchors: [], trust: "bound" } as const;
  const [signature] = (await verifySigned(request)).signatures;
  return signature?.verdict === "valid" ? signature.algorithm : (signature?.why ?? "nothing");
}

async function counts(signer: CmsSigner, expected: string): Promise<void> {
  const signed = signedDataBy(signer);
  assert.equal(await judge(signed, signer.by), expected);
  if (!expected.includes(" with ")) return;
  assert.equal(await judge(signed, signer.by, OTHER), "bad-signature");
}

const people = new Map<TestKeyKind, ListSecret>();
function person(kind: TestKeyKind): ListSecret {
  const known = people.get(kind) ?? makePerson({ kind });
  people.set(kind, known);
  return known;
}

const HASHED = ["sha224", "sha256", "sha384", "sha512", "sha3-256", "sha3-384", "sha3-512", "sha512-256"];
const idOf = (name: string): string => Object.entries(DIGESTS).find(([, digest]) => digest.name === name)![0];
const textOf = (name: string): string => name.toUpperCase().replace(/^SHA(\d{2})/, "SHA-$1");

for (const name of HASHED) {
  test(`RSA and ECDSA count with ${name}`, async () => {
    const hashed = (octets: Bytes, key: KeyObject): Bytes => sign(name, octets, key);
    const common = { content: CONTENT, digestId: idOf(name), sign: hashed };
    const rsa = { ...common, by: person("rsa2048"), algorithm: sequence(oid(OID.rsaEncryption), derNull) };
    await counts(rsa, `RSA with ${textOf(name)}`);
    for (const kind of [
      "p256",
      "p384",
      "p521",
      "brainpoolP256r1",
      "brainpoolP384r1",
      "brainpoolP512r1",
    ] as const) {
      const ecdsa = { ...common, by: person(kind), algorithm: sequence(oid(OID.ecPublicKey)) };
      await counts(ecdsa, `ECDSA with ${textOf(name)}`);
    }
  });
}

const NIST = "2.16.840.1.101.3.4.3";
for (const [arc, name] of [
  [10, "sha3-256"],
  [11, "sha3-384"],
  [12, "sha3-512"],
] as const) {
  test(`ecdsa and RSA identifiers that name ${name} count with it only`, async () => {
    const hashed = (octets: Bytes, key: KeyObject): Bytes => sign(name, octets, key);
    const common = { content: CONTENT, sign: hashed };
    const ecdsa = { ...common, by: person("p256"), algorithm: sequence(oid(`${NIST}.${arc}`)) };
    await counts({ ...ecdsa, digestId: idOf(name) }, `ECDSA with ${textOf(name)}`);
    await counts({ ...ecdsa, digestId: OID.sha256 }, "malformed");
    const rsa = { ...common, by: person("rsa2048"), algorithm: sequence(oid(`${NIST}.${arc + 4}`), derNull) };
    await counts({ ...rsa, digestId: idOf(name) }, `RSA with ${textOf(name)}`);
  });
}

test("SHAKE goes with algorithms that hash themselves, and with no others (RFC 8702 names its own)", async () => {
  const algorithm = sequence(oid(OID.ecPublicKey));
  const sign256 = (octets: Bytes, key: KeyObject): Bytes => sign("sha256", octets, key);
  await counts(
    { by: person("p256"), content: CONTENT, digestId: OID.shake256, algorithm, sign: sign256 },
    "unsupported",
  );
});

interface PssChoice {
  readonly hash: string;
  readonly mask: string;
  readonly salt: number;
}

function pssParameters({ hash, mask, salt }: PssChoice): Bytes {
  const algorithm = (name: string): Bytes => sequence(oid(idOf(name)), derNull);
  const fields = [
    der(0xa0, algorithm(hash)),
    der(0xa1, sequence(oid(OID.mgf1), algorithm(mask))),
    der(0xa2, integer(salt)),
  ];
  return sequence(oid(OID.rsassaPss), sequence(...fields));
}

function pssSigner(by: ListSecret, choice: PssChoice, saltUsed = choice.salt): CmsSigner {
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  const signPss = (octets: Bytes, key: KeyObject): Bytes =>
    sign(choice.hash, octets, { key, padding, saltLength: saltUsed });
  return {
    by,
    content: CONTENT,
    digestId: idOf(choice.hash),
    algorithm: pssParameters(choice),
    sign: signPss,
  };
}

for (const hash of ["sha256", "sha384", "sha512", "sha3-256"]) {
  for (const salt of [0, 20, 32, 48, 64]) {
    test(`RSASSA-PSS counts with ${hash} and ${salt} octets of salt, and with no other salt`, async () => {
      const choice = { hash, mask: hash, salt };
      await counts(pssSigner(person("rsa2048"), choice), `RSA-PSS with ${textOf(hash)}`);
      await counts(pssSigner(person("rsa2048"), choice, salt + 1), "bad-signature");
    });
  }
}

/** Somebody whose certificate says RSASSA-PSS (RFC 4055 §1.2), with or without parameters. */
function pssPerson(parameters: object): ListSecret {
  const options = Object.assign({ modulusLength: 2048 }, parameters);
  const { publicKey, privateKey } = generateKeyPairSync("rsa-pss", options);
  const certificate = buildCertificate({
    commonName: "Pia",
    addresses: [],
    publicKey,
    issuer: { name: readCertificate(AUTHORITY.certificate).subject, key: AUTHORITY.key },
    notBefore: new Date("2026-01-01"),
    notAfter: new Date("2027-01-01"),
    usage: USAGE.digitalSignature,
    purposes: [],
    authority: false,
    random: systemRandom,
  });
  const secret = privateKey.export({ format: "der", type: "pkcs8" });
  return { scheme: "smime", fingerprint: fingerprintOf(certificate), secret, certificates: [certificate] };
}

test("a key that is made for RSASSA-PSS counts within what it asks for, with a mask hash of its own too", async () => {
  const free = pssPerson({});
  await counts(pssSigner(free, { hash: "sha512", mask: "sha512", salt: 10 }), "RSA-PSS with SHA-512");
  const mixed = pssPerson({ hashAlgorithm: "sha256", mgf1HashAlgorithm: "sha1", saltLength: 20 });
  await counts(pssSigner(mixed, { hash: "sha256", mask: "sha1", salt: 20 }), "RSA-PSS with SHA-256");
  await counts(pssSigner(mixed, { hash: "sha256", mask: "sha1", salt: 33 }), "RSA-PSS with SHA-256");
  await counts(pssSigner(mixed, { hash: "sha256", mask: "sha1", salt: 20 }, 21), "bad-signature");
  await counts(pssSigner(mixed, { hash: "sha256", mask: "sha256", salt: 20 }), "bad-signature");
  const long = pssPerson({ hashAlgorithm: "sha512", mgf1HashAlgorithm: "sha512", saltLength: 64 });
  await counts(pssSigner(long, { hash: "sha512", mask: "sha512", salt: 64 }), "RSA-PSS with SHA-512");
});

const ONE_SHOT: readonly (readonly [TestKeyKind, string, string])[] = [
  ["ed25519", "sha512", "Ed25519 with SHA-512"],
  ["ed25519", "sha256", "unsupported"],
  ["ed448", "shake256", "Ed448 with SHAKE256"],
  ["ed448", "sha512", "unsupported"],
  ["ml-dsa-44", "sha512", "ML-DSA-44 with SHA-512"],
  ["ml-dsa-44", "sha256", "ML-DSA-44 with SHA-256"],
  ["ml-dsa-44", "sha1", "weak-hash"],
  ["ml-dsa-65", "sha512", "ML-DSA-65 with SHA-512"],
  ["ml-dsa-65", "shake256", "ML-DSA-65 with SHAKE256"],
  ["ml-dsa-65", "sha256", "unsupported"],
  ["ml-dsa-87", "sha512", "ML-DSA-87 with SHA-512"],
  ["ml-dsa-87", "sha3-512", "ML-DSA-87 with SHA3-512"],
  ["ml-dsa-87", "sha384", "unsupported"],
  ["slh-dsa-sha2-128f", "sha256", "SLH-DSA-SHA2-128f with SHA-256"],
  ["slh-dsa-shake-128f", "shake128", "SLH-DSA-SHAKE-128f with SHAKE128"],
  ["slh-dsa-shake-128f", "sha224", "unsupported"],
];
for (const [kind, hash, expected] of ONE_SHOT) {
  test(`${kind} with a message digest of ${hash}: ${expected}`, async () => {
    const by = person(kind);
    const algorithm = sequence(oid(oneShotOf(kind)!.id));
    const signer = { by, content: CONTENT, digestId: idOf(hash), algorithm };
    const once = (octets: Bytes, key: KeyObject): Bytes => sign(null, octets, key);
    await counts({ ...signer, sign: once }, expected);
  });
}

test("without attributes ML-DSA and EdDSA sign the content itself (RFC 9882 §3.3, RFC 8419 §3.2)", async () => {
  for (const kind of ["ed25519", "ed448", "ml-dsa-65"] as const) {
    const { id, algorithm } = oneShotOf(kind)!;
    const once = (octets: Bytes, key: KeyObject): Bytes => sign(null, octets, key);
    const signer = {
      by: person(kind),
      content: CONTENT,
      digestId: algorithm.digestId,
      algorithm: sequence(oid(id)),
    };
    const signed = signedDataBy({ ...signer, sign: once, attributes: null });
    assert.match(await judge(signed, signer.by), / with /);
    assert.equal(await judge(signed, signer.by, OTHER), "bad-signature");
  }
});

test("a signature algorithm of one kind does not go with a key of another", async () => {
  const once = (octets: Bytes, key: KeyObject): Bytes => sign(null, octets, key);
  const algorithm = sequence(oid(OID.mlDsa87));
  await counts(
    { by: person("ml-dsa-65"), content: CONTENT, digestId: OID.sha512, algorithm, sign: once },
    "bad-signature",
  );
});
