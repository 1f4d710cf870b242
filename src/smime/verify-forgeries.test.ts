/** SignedData that somebody bent: every signature here is made with the right key. */
import assert from "node:assert/strict";
import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { test } from "node:test";
import { type Bytes, concatBytes, equalBytes, LIMITS, type Signature, systemRandom, utf8 } from "#base";
import { makePerson, signerOf } from "../../test/support/crypto/pki.ts";
import { buildCertificate, USAGE } from "./certificates/build-certificate.ts";
import { issuerAndSerial, readCertificate } from "./certificates/certificate.ts";
import { der, derNull, octetString, oid, retag, sequence, setOf, smallInteger, time } from "./asn1/der.ts";
import { digest } from "./signatures/digest.ts";
import { signDetached, verifySigned } from "./index.ts";
import { OID } from "./asn1/oids.ts";
import { attempt } from "./asn1/refusal.ts";
import { VerificationEffort } from "./signatures/verification-effort.ts";

const AT = new Date("2026-11-21T12:00:00Z");
const CONTENT = utf8("Content-Type: text/plain\r\n\r\nYes.\r\n");
const ALICE = makePerson({ kind: "rsa2048" });
const KEY = createPrivateKey({ key: Buffer.from(ALICE.secret), format: "der", type: "pkcs8" });
const OWN = readCertificate(ALICE.certificates[0]!);

const attribute = (id: string, ...values: readonly Bytes[]) => sequence(oid(id), setOf(...values));
const contentType = attribute(OID.contentType, oid(OID.data));
const digestOf = (content: Bytes) => attribute(OID.messageDigest, octetString(digest("sha256", content)));

interface Bend {
  readonly attributes?: readonly Bytes[] | null;
  readonly digestId?: string;
  readonly signatureAlgorithm?: Bytes;
  readonly eContentType?: string;
  readonly content?: Bytes;
  readonly signers?: number;
  readonly unsigned?: readonly Bytes[];
}

function signerInfo(bend: Bend): Bytes {
  const attributes = bend.attributes === undefined ? [contentType, digestOf(CONTENT)] : bend.attributes;
  const covered = attributes ? setOf(...attributes) : (bend.content ?? CONTENT);
  return sequence(
    smallInteger(1),
    issuerAndSerial(OWN),
    sequence(oid(bend.digestId ?? OID.sha256)),
    ...(attributes ? [retag(covered, 0xa0)] : []),
    bend.signatureAlgorithm ?? sequence(oid(OID.rsaEncryption), derNull),
    octetString(sign("sha256", covered, KEY)),
    ...(bend.unsigned ? [der(0xa1, ...bend.unsigned)] : []),
  );
}

function bent(bend: Bend): Bytes {
  const infos = Array.from({ length: bend.signers ?? 1 }, () => signerInfo(bend));
  const data = sequence(
    smallInteger(1),
    setOf(sequence(oid(OID.sha256))),
    sequence(oid(bend.eContentType ?? OID.data)),
    der(0xa0, ...ALICE.certificates),
    setOf(...infos),
  );
  return sequence(oid(OID.signedData), der(0xa0, data));
}

async function judge(bend: Bend): Promise<{ whys: string[]; signatures: readonly Signature[] }> {
  const outcome = await verifySigned({
    der: bent(bend),
    content: bend.content ?? CONTENT,
    at: AT,
    signers: () => Promise.resolve([signerOf(ALICE)]),
    anchors: [],
    trust: "bound",
  });
  const whys = outcome.signatures.map((signature) =>
    signature.verdict === "valid" ? "valid" : signature.why,
  );
  return { whys: "why" in outcome ? [outcome.why, ...whys] : whys, signatures: outcome.signatures };
}

test("the unbent message is valid, and without attributes too", async () => {
  assert.deepEqual((await judge({})).whys, ["valid"]);
  assert.deepEqual((await judge({ attributes: null })).whys, ["valid"]);
});

const TABLE: readonly (readonly [string, Bend, string])[] = [
  ["no messageDigest", { attributes: [contentType] }, "malformed"],
  ["no contentType", { attributes: [digestOf(CONTENT)] }, "malformed"],
  ["messageDigest twice", { attributes: [contentType, digestOf(CONTENT), digestOf(utf8("x"))] }, "malformed"],
  [
    "two values of messageDigest",
    {
      attributes: [
        contentType,
        attribute(OID.messageDigest, octetString(digest("sha256", CONTENT)), octetString(Buffer.alloc(32))),
      ],
    },
    "malformed",
  ],
  ["another content's digest", { attributes: [contentType, digestOf(utf8("No."))] }, "bad-signature"],
  [
    "another contentType than the content has",
    { attributes: [attribute(OID.contentType, oid(OID.envelopedData)), digestOf(CONTENT)] },
    "malformed",
  ],
  ["content that is no mail", { eContentType: OID.signedData }, "unsupported"],
  [
    "a hash that the signature algorithm contradicts",
    { digestId: OID.sha512, signatureAlgorithm: sequence(oid(OID.sha256WithRsa), derNull) },
    "malformed",
  ],
  ["an unknown hash", { digestId: "1.2.3.4" }, "unsupported"],
  ["an unknown signature algorithm", { signatureAlgorithm: sequence(oid("1.2.3.4")) }, "unsupported"],
  [
    "an EC algorithm with an RSA key",
    { signatureAlgorithm: sequence(oid(OID.ecdsaWithSha256)) },
    "bad-signature",
  ],
  [
    "algorithm protection that names another hash",
    {
      attributes: [
        contentType,
        digestOf(CONTENT),
        attribute(OID.cmsAlgorithmProtect, sequence(sequence(oid(OID.sha512)))),
      ],
    },
    "malformed",
  ],
];
for (const [name, bend, expected] of TABLE) {
  test(`${name}: ${expected}`, async () => {
    assert.deepEqual((await judge(bend)).whys, [expected]);
  });
}

test("Ed25519 counts with SHA-512, and with nothing else (RFC 8419 §3)", async () => {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const certificate = makeCertificate(publicKey);
  const own = readCertificate(certificate);
  const verdict = async (digestId: string, name: string) => {
    const attributes = setOf(contentType, attribute(OID.messageDigest, octetString(digest(name, CONTENT))));
    const info = sequence(
      smallInteger(1),
      issuerAndSerial(own),
      sequence(oid(digestId)),
      retag(attributes, 0xa0),
      sequence(oid(OID.ed25519)),
      octetString(sign(null, attributes, privateKey)),
    );
    const data = sequence(
      smallInteger(1),
      setOf(),
      sequence(oid(OID.data)),
      der(0xa0, certificate),
      setOf(info),
    );
    const outcome = await verifySigned({
      der: sequence(oid(OID.signedData), der(0xa0, data)),
      content: CONTENT,
      at: AT,
      signers: () =>
        Promise.resolve([
          { scheme: "smime", fingerprint: own.fingerprint, bytes: certificate, pinned: true },
        ]),
      anchors: [],
      trust: "bound",
    });
    return outcome.signatures[0]?.verdict;
  };
  assert.equal(await verdict(OID.sha512, "sha512"), "valid");
  assert.equal(await verdict(OID.sha256, "sha256"), "unsupported");
});

/** Somebody's certificate, vouched for by Alice's key: chains are not asked for here. */
function makeCertificate(publicKey: KeyObject): Bytes {
  return buildCertificate({
    commonName: "Eve",
    addresses: [],
    publicKey,
    issuer: { name: OWN.subject, key: KEY },
    notBefore: new Date("2026-01-01"),
    notAfter: new Date("2027-01-01"),
    usage: USAGE.digitalSignature,
    purposes: [],
    authority: false,
    random: systemRandom,
  });
}

test("a signature that names another certificate is not this certificate's", async () => {
  const naming = (certificate: Bytes) => {
    const id = sequence(octetString(digest("sha256", certificate)));
    const value = sequence(sequence(id));
    return { attributes: [contentType, digestOf(CONTENT), attribute(OID.signingCertificateV2, value)] };
  };
  assert.deepEqual((await judge(naming(OWN.der))).whys, ["valid"]);
  assert.deepEqual((await judge(naming(utf8("another")))).whys, ["bad-signature"]);
});

test("signed attributes cannot be passed off as a message signed without attributes", async () => {
  const attributes = setOf(contentType, digestOf(CONTENT), attribute(OID.signingTime, time(AT)));
  assert.deepEqual((await judge({ attributes: null, content: attributes })).whys, ["malformed"]);
});

test("the mark stays the same when unsigned attributes are added, and differs with the content", async () => {
  const mark = async (bend: Bend) => {
    const [signature] = (await judge(bend)).signatures;
    assert.ok(signature?.verdict === "valid");
    return signature.mark;
  };
  const plain = await mark({});
  const decorated = await mark({ unsigned: [attribute("1.2.3.4", derNull)] });
  const other = utf8("No.");
  assert.ok(equalBytes(plain, decorated));
  assert.ok(!equalBytes(plain, await mark({ content: other, attributes: [contentType, digestOf(other)] })));
});

test("every SignerInfo is judged, up to the limit", async () => {
  const many = await judge({ signers: 3 });
  assert.deepEqual(many.whys, ["valid", "valid", "valid"]);
  assert.deepEqual((await judge({ signers: LIMITS.signaturesPerMessage + 1 })).whys, ["too-large"]);
  assert.deepEqual((await judge({ signers: 0 })).whys, []);
});

test("content is hashed so often and no more, and signatures are verified so often and no more", async () => {
  const outcomes = async (count: number, bend: Bend): Promise<Record<string, number>> => {
    const { whys } = await judge({ ...bend, signers: count });
    const tally: Record<string, number> = {};
    for (const why of whys) tally[why] = (tally[why] ?? 0) + 1;
    return tally;
  };
  const bare = { attributes: null } as const;
  // One pass is the digest that all of them share.
  const passes = LIMITS.contentPasses - 1;
  assert.deepEqual(await outcomes(passes, bare), { valid: passes });
  assert.deepEqual(await outcomes(passes + 2, bare), { valid: passes, "too-large": 2 });
  const effort = new VerificationEffort(CONTENT);
  const attributes = utf8("attributes");
  for (let i = 0; i < LIMITS.signatureAttempts; i += 1) effort.spend(attributes);
  const over = attempt(() => effort.spend(attributes));
  assert.equal(!over.ok && over.error, "too-large");
});

test("content beside content is refused, and so is no content at all", async () => {
  const { signature } = signDetached({ content: CONTENT, signWith: ALICE, at: AT });
  const request = { at: AT, signers: () => Promise.resolve([]), anchors: [], trust: "bound" } as const;
  const missing = await verifySigned({ ...request, der: signature, content: null });
  assert.equal("why" in missing && missing.why, "malformed");
  const opaque = sequence(
    smallInteger(1),
    setOf(),
    sequence(oid(OID.data), der(0xa0, octetString(CONTENT))),
    setOf(signerInfo({})),
  );
  const twice = await verifySigned({
    ...request,
    der: sequence(oid(OID.signedData), der(0xa0, opaque)),
    content: CONTENT,
  });
  assert.equal("why" in twice && twice.why, "content-twice");
});

test("certificates that cannot be read do not hide the ones that can", async () => {
  const { signature } = signDetached({
    content: CONTENT,
    signWith: {
      ...ALICE,
      certificates: [ALICE.certificates[0]!, sequence(smallInteger(1)), concatBytes(sequence())],
    },
    at: AT,
  });
  const outcome = await verifySigned({
    der: signature,
    content: CONTENT,
    at: AT,
    signers: () => Promise.resolve([signerOf(ALICE)]),
    anchors: [],
    trust: "bound",
  });
  assert.equal(outcome.signatures[0]?.verdict, "valid");
});
