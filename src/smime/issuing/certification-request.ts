/** Requests for certificates: PKCS#10 (RFC 2986 §4), written for a list's key and read from members. */
import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { type Bytes, type EmailAddress, type Result, type WhyCode } from "#base";
import { childrenOf, type Element, readElement, TAG } from "../asn1/ber.ts";
import { commonNameOnly, extension, mailName } from "../certificates/build-certificate.ts";
import { addressesOf } from "../certificates/certificate-addresses.ts";
import { readExtensions } from "../certificates/certificate.ts";
import { Cursor } from "../asn1/cursor.ts";
import { der, oid, sequence, setOf, smallInteger } from "../asn1/der.ts";
import { OID } from "../asn1/oids.ts";
import { isPem, pemBlocks, toPem } from "../key-files/pem.ts";
import { attempt, orRefuse, refuse } from "../asn1/refusal.ts";
import { readSignatureAlgorithm, whyWrong } from "../signatures/signature-algorithm.ts";
import { signingWith } from "../signatures/signing-with.ts";

/** Asks for a certificate of this address, as PEM; the key proves that it is there by signing. */
export function writeCertificationRequest(input: {
  readonly address: EmailAddress;
  readonly commonName: string;
  /** PKCS#8, DER. */
  readonly secret: Bytes;
}): string {
  const key = createPrivateKey({ key: Buffer.from(input.secret), format: "der", type: "pkcs8" });
  const signing = signingWith(key) ?? refuse("unsupported");
  const names = sequence(mailName(input.address));
  const purposes = sequence(oid(OID.emailProtection));
  const wanted = sequence(extension(OID.subjectAltName, names), extension(OID.extKeyUsage, purposes));
  const info = sequence(
    smallInteger(0),
    commonNameOnly(input.commonName),
    createPublicKey(key).export({ format: "der", type: "spki" }),
    der(0xa0, sequence(oid(OID.extensionRequest), setOf(wanted))),
  );
  const signature = der(TAG.bitString, Buffer.from([0]), signing.sign(info));
  return toPem("CERTIFICATE REQUEST", sequence(info, signing.inCertificate, signature));
}

export interface CertificationRequest {
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Bytes;
  /** What it asks to be certified; often none, and the authority decides. */
  readonly addresses: readonly EmailAddress[];
}

/** PEM or DER; "bad-signature": who asks does not have the key. */
export function readCertificationRequest(file: Bytes): Result<CertificationRequest, WhyCode> {
  return attempt(() => {
    const outer = Cursor.over(derOf(file));
    const info = outer.take(TAG.sequence);
    const algorithm = readSignatureAlgorithm(outer.take(TAG.sequence), OID.sha256);
    const signature = outer.take(TAG.bitString).content.subarray(1);
    const fields = new Cursor(info);
    fields.take(TAG.integer);
    const subject = fields.take(TAG.sequence).raw;
    const publicKey = fields.take(TAG.sequence).raw;
    const why = whyWrong(algorithm, keyOf(publicKey), { octets: info.raw, signature });
    if (why !== null) refuse(why);
    const extensions = requestedExtensions(fields.optional(0xa0));
    return { publicKey, addresses: addressesOf({ subject, extensions }) };
  });
}

function derOf(file: Bytes): Bytes {
  if (!isPem(file)) return readElement(file, 0).raw;
  const labels = ["CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"];
  return pemBlocks(file).find(({ label }) => labels.includes(label))?.bytes ?? refuse("malformed");
}

function keyOf(spki: Bytes): KeyObject {
  return orRefuse(
    () => createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" }),
    "unsupported",
  );
}

/** The extensionRequest attribute (RFC 2985 §5.4.2). */
function requestedExtensions(attributes: Element | null): ReturnType<typeof readExtensions> {
  for (const attribute of attributes === null ? [] : childrenOf(attributes)) {
    const fields = new Cursor(attribute);
    if (fields.oid() !== OID.extensionRequest) continue;
    const extensions = new Cursor(fields.take(TAG.set), TAG.set).take(TAG.sequence);
    return readExtensions({ ...extensions, content: extensions.raw });
  }
  return readExtensions(null);
}
