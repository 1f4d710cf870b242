/** Signed attributes as writers of all kinds make them, and as forgers would like them. */
import assert from "node:assert/strict";
import { createHash, type KeyObject, sign } from "node:crypto";
import { test } from "node:test";
import { type Bytes, concatBytes, equalBytes, LIMITS, type Signature, utf8, view } from "#base";
import {
  attribute,
  type CmsSigner,
  contentAttributes,
  signedDataBy,
} from "../../../test/support/crypto/cms-signer.ts";
import { makePerson, signerOf } from "../../../test/support/crypto/pki.ts";
import { childrenOf, readWhole } from "../asn1/ber.ts";
import { der, derNull, octetString, oid, sequence, time } from "../asn1/der.ts";
import { verifySigned } from "../index.ts";
import { OID } from "../asn1/oids.ts";

const AT = new Date("2026-11-21T12:00:00Z");
const CONTENT = utf8("Content-Type: text/plain\r\n\r\nYes.\r\n");
const ALICE = makePerson({ kind: "p256" });
const [OWN = new Uint8Array()] = ALICE.certificates;
const USUAL = contentAttributes(CONTENT, OID.sha256);
const TIME = attribute(OID.signingTime, time(AT));

async function judge(bend: Partial<CmsSigner>): Promise<Signature> {
  const hashed = (octets: Bytes, key: KeyObject): Bytes => sign("sha256", octets, key);
  const algorithm = sequence(oid(OID.ecdsaWithSha256));
  const signer = { by: ALICE, content: CONTENT, digestId: OID.sha256, algorithm, sign: hashed };
  const der = signedDataBy({ ...signer, ...bend });
  const signers = () => Promise.resolve([signerOf(ALICE)]);
  const request = { der, content: CONTENT, at: AT, anchors: [], trust: "bound", signers } as const;
  const [signature] = (await verifySigned(request)).signatures;
  assert.ok(signature);
  return signature;
}

async function why(bend: Partial<CmsSigner>): Promise<string> {
  const signature = await judge(bend);
  return signature.verdict === "valid" ? "valid" : signature.why;
}

const reversed = (attributes: Bytes): Bytes =>
  der(
    0xa0,
    ...childrenOf(readWhole(attributes))
      .map(({ raw }) => raw)
      .toReversed(),
  );
/** The same attributes under an indefinite length, the message digest in two pieces. */
function inBer(attributes: Bytes): Bytes {
  const list = childrenOf(readWhole(attributes)).map(({ raw }) => raw);
  const pieces = list.map((one) => {
    const at = view(one).indexOf(Buffer.from([0x04, 0x20]));
    if (at < 0) return one;
    const octets = one.subarray(at + 2);
    const inTwo = der(0x24, octetString(octets.subarray(0, 7)), octetString(octets.subarray(7)));
    return sequence(oid(OID.messageDigest), der(0x31, inTwo));
  });
  return concatBytes(Buffer.from([0xa0, 0x80]), ...pieces, Buffer.from([0, 0]));
}

test("attributes in BER are verified as the DER that was signed, whatever their order", async () => {
  const attributes = [...USUAL, TIME];
  const plain = await judge({ attributes });
  assert.ok(plain.verdict === "valid");
  for (const encode of [reversed, inBer]) {
    const odd = await judge({ attributes, encode });
    assert.ok(odd.verdict === "valid", JSON.stringify(odd));
    assert.ok(equalBytes(odd.mark, plain.mark), "shuffling what was signed makes no new mark (S4)");
    assert.deepEqual(odd.at, AT);
  }
});

test("attributes that were signed out of order count as they came, and are no other message in order", async () => {
  const hashed = (octets: Bytes, key: KeyObject): Bytes => {
    const shuffled = reversed(der(0xa0, octets.subarray(octets[1]! < 0x80 ? 2 : 3)));
    return sign("sha256", concatBytes(Buffer.from([0x31]), shuffled.subarray(1)), key);
  };
  const attributes = [...USUAL, TIME];
  assert.equal(await why({ attributes, sign: hashed, encode: reversed }), "valid");
  assert.equal(await why({ attributes, sign: hashed }), "bad-signature");
});

const essCertId = (hash: Bytes, ...algorithm: readonly Bytes[]): Bytes =>
  sequence(sequence(sequence(...algorithm, octetString(hash))));
const hashOf = (name: string, octets: Bytes): Bytes => createHash(name).update(octets).digest();
const named = (id: string, value: Bytes): Partial<CmsSigner> => ({
  attributes: [...USUAL, attribute(id, value)],
});

test("the certificate that SigningCertificate or SigningCertificateV2 names is the signer's (RFC 5035)", async () => {
  const sha512 = sequence(oid(OID.sha512));
  const other = utf8("another certificate");
  const TABLE = [
    [OID.signingCertificate, essCertId(hashOf("sha1", OWN)), "valid"],
    [OID.signingCertificate, essCertId(hashOf("sha1", other)), "bad-signature"],
    [OID.signingCertificateV2, essCertId(hashOf("sha256", OWN)), "valid"],
    [OID.signingCertificateV2, essCertId(hashOf("sha512", OWN), sha512), "valid"],
    [OID.signingCertificateV2, essCertId(hashOf("sha512", other), sha512), "bad-signature"],
    [OID.signingCertificateV2, essCertId(hashOf("sha256", OWN), sha512), "bad-signature"],
    [OID.signingCertificateV2, derNull, "malformed"],
  ] as const;
  for (const [id, value, expected] of TABLE) assert.equal(await why(named(id, value)), expected);
});

test("CMSAlgorithmProtection names both algorithms with their parameters, as they were used (RFC 6211)", async () => {
  const protection = (digest: Bytes, ...rest: readonly Bytes[]): Partial<CmsSigner> =>
    named(OID.cmsAlgorithmProtect, sequence(digest, ...rest));
  const [sha256, ecdsa] = [sequence(oid(OID.sha256)), der(0xa1, oid(OID.ecdsaWithSha256))];
  assert.equal(await why(protection(sha256, ecdsa)), "valid");
  assert.equal(await why(protection(sequence(oid(OID.sha256), derNull), ecdsa)), "valid");
  assert.equal(await why(protection(sequence(oid(OID.sha512)), ecdsa)), "malformed");
  assert.equal(await why(protection(sha256, der(0xa1, oid(OID.ecPublicKey)))), "malformed");
  assert.equal(
    await why(protection(sha256, der(0xa1, oid(OID.ecdsaWithSha256), octetString(OWN)))),
    "malformed",
  );
  assert.equal(await why(protection(sha256)), "malformed");
  assert.equal(await why(protection(sha256, der(0xa2, oid(OID.hmacSha256)))), "malformed");
});

test("an attribute that nobody reads may come twice, one that is read may not", async () => {
  const unknown = [attribute("1.2.3.4", derNull), attribute("1.2.3.4", octetString(OWN))];
  assert.equal(await why({ attributes: [...USUAL, ...unknown] }), "valid");
  assert.equal(await why({ attributes: [...USUAL, TIME, TIME] }), "malformed");
  assert.equal(
    await why({ attributes: [...USUAL, attribute(OID.signingTime, time(AT), derNull)] }),
    "malformed",
  );
  assert.equal(await why({ attributes: [...USUAL, attribute(OID.signingTime)] }), "malformed");
});

test("attributes are read up to the limit", async () => {
  const filled = (octets: number): Partial<CmsSigner> => named("1.2.3.4", octetString(Buffer.alloc(octets)));
  assert.equal(await why(filled(LIMITS.cmsAttributesBytes - 300)), "valid");
  assert.equal(await why(filled(LIMITS.cmsAttributesBytes)), "too-large");
});
