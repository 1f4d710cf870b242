/** CertID: how OCSP names a certificate, by its issuer and number (RFC 6960 §4.1.1). */
import { createHash } from "node:crypto";
import { type Bytes, equalBytes } from "#base";
import { type Element, TAG } from "../asn1/ber.ts";
import { Cursor } from "../asn1/cursor.ts";
import { derNull, octetString, oid, sequence } from "../asn1/der.ts";
import { OID } from "../asn1/oids.ts";
import { refuse } from "../asn1/refusal.ts";
import type { Certificate } from "../certificates/certificate.ts";

export interface IssuedBy {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
}

/** A name and no protection: SHA-1 is what every responder knows (RFC 5019 §2.1.1). */
const HASHES: Readonly<Record<string, string>> = {
  [OID.sha1]: "sha1",
  [OID.sha256]: "sha256",
  [OID.sha384]: "sha384",
  [OID.sha512]: "sha512",
};

/** CertID ::= SEQUENCE { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber }, DER. */
export function certificateId({ certificate, issuer }: IssuedBy): Bytes {
  const [name, key] = issuerHashes(issuer, "sha1");
  return sequence(
    sequence(oid(OID.sha1), derNull),
    octetString(name),
    octetString(key),
    certificate.serialNumber,
  );
}

/** Whether a responder speaks of this certificate; refuses hashes that nobody uses. */
export function isAbout(element: Element, { certificate, issuer }: IssuedBy): boolean {
  const fields = new Cursor(element);
  const hash = HASHES[new Cursor(fields.take(TAG.sequence)).oid()] ?? refuse("unsupported");
  const named = [fields.take(TAG.octetString), fields.take(TAG.octetString)];
  const serial = fields.take(TAG.integer).raw;
  const wanted = issuerHashes(issuer, hash);
  return (
    named.every(({ content }, i) => equalBytes(content, wanted[i] ?? new Uint8Array())) &&
    equalBytes(serial, certificate.serialNumber)
  );
}

/** Of the issuer's name, and of the bits of its key. */
function issuerHashes({ subject, subjectPublicKeyInfo }: Certificate, hash: string): readonly [Bytes, Bytes] {
  return [createHash(hash).update(subject).digest(), keyHash(subjectPublicKeyInfo, hash)];
}

/** KeyHash, with which responders name themselves too: over the BIT STRING without its first octet. */
export function keyHash(subjectPublicKeyInfo: Bytes, hash = "sha1"): Bytes {
  const fields = Cursor.over(subjectPublicKeyInfo);
  fields.any();
  return createHash(hash).update(fields.take(TAG.bitString).content.subarray(1)).digest();
}
