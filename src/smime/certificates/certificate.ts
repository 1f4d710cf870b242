/**
 * An X.509 certificate (RFC 5280 §4.1) with the exact octets of the parts that are compared, hashed or
 * copied into messages. Extension values are read by schema when somebody asks.
 */
import { createHash, type KeyObject, X509Certificate } from "node:crypto";
import { type Bytes, type Fingerprint, LIMITS } from "#base";
import { type Element, octetsOf, readWhole, TAG } from "../asn1/ber.ts";
import { Cursor, integerOf, oidText } from "../asn1/cursor.ts";
import { sequence } from "../asn1/der.ts";
import { OID } from "../asn1/oids.ts";
import { plainRsaKey } from "../signatures/plain-rsa.ts";
import { orRefuse, refuse } from "../asn1/refusal.ts";

export interface Extension {
  readonly critical: boolean;
  readonly value: Bytes;
}

export interface Certificate {
  readonly der: Bytes;
  readonly fingerprint: Fingerprint;
  readonly version: number;
  /** Whole DER elements. */
  readonly serialNumber: Bytes;
  readonly issuer: Bytes;
  readonly subject: Bytes;
  readonly subjectPublicKeyInfo: Bytes;
  /** AlgorithmIdentifier with which the issuer signed. */
  readonly signatureAlgorithm: Element;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly extensions: ReadonlyMap<string, Extension>;
  readonly x509: X509Certificate;
}

/** Reads one DER certificate; refuses ("malformed", "too-large") what is none. */
export function readCertificate(der: Bytes): Certificate {
  if (der.length > LIMITS.certificateBytes) refuse("too-large");
  const outer = Cursor.over(der);
  const tbs = new Cursor(outer.take(TAG.sequence));
  const version = tbs.optional(0xa0);
  const serialNumber = tbs.take(TAG.integer).raw;
  tbs.take(TAG.sequence);
  const issuer = tbs.take(TAG.sequence).raw;
  tbs.take(TAG.sequence);
  const subject = tbs.take(TAG.sequence).raw;
  const subjectPublicKeyInfo = tbs.take(TAG.sequence).raw;
  tbs.optional(0x81, 0xa1);
  tbs.optional(0x82, 0xa2);
  const extensions = readExtensions(tbs.optional(0xa3));
  const signatureAlgorithm = outer.take(TAG.sequence);
  const x509 = orRefuse(() => new X509Certificate(der));
  return {
    der,
    fingerprint: fingerprintOf(der),
    version: version ? integerOf(readWhole(version.content)) + 1 : 1,
    serialNumber,
    issuer,
    subject,
    subjectPublicKeyInfo,
    signatureAlgorithm,
    notBefore: dateOf(x509.validFromDate),
    notAfter: dateOf(x509.validToDate),
    extensions,
    x509,
  };
}

/** A time that is none would be neither before nor after any other. */
function dateOf(time: Date): Date {
  return Number.isNaN(time.getTime()) ? refuse("malformed") : time;
}

/** SHA-256 of the DER, upper-case hex: how base names a certificate. */
export function fingerprintOf(der: Bytes): Fingerprint {
  return createHash("sha256").update(der).digest("hex").toUpperCase() as Fingerprint;
}

/** IssuerAndSerialNumber, DER (RFC 5652 §10.2.4). */
export function issuerAndSerial(certificate: Certificate): Bytes {
  return sequence(certificate.issuer, certificate.serialNumber);
}

/** The key identifier of the extension, else SHA-1 of the key (RFC 5280 §4.2.1.2 method 1). */
export function keyIdentifierOf(certificate: Certificate): Bytes {
  const extension = certificate.extensions.get(OID.subjectKeyIdentifier);
  if (extension) return octetsOf(readWhole(extension.value));
  return digestOfKey(certificate.subjectPublicKeyInfo);
}

/** SHA-1 over the public key's bits (RFC 5280 §4.2.1.2 method 1). */
export function digestOfKey(subjectPublicKeyInfo: Bytes): Bytes {
  const fields = Cursor.over(subjectPublicKeyInfo);
  fields.any();
  return createHash("sha1").update(fields.take(TAG.bitString).content.subarray(1)).digest();
}

/** The AlgorithmIdentifier of SubjectPublicKeyInfo. */
export function keyAlgorithmOf(certificate: Certificate): Element {
  return Cursor.over(certificate.subjectPublicKeyInfo).take(TAG.sequence);
}

/** The public key; refuses "unsupported" for algorithms that Node does not know. */
export function publicKeyOf(certificate: Certificate): KeyObject {
  const oaepOnly = new Cursor(keyAlgorithmOf(certificate)).oid() === OID.rsaesOaep;
  const read = (): KeyObject =>
    oaepOnly ? plainRsaKey(certificate.subjectPublicKeyInfo) : certificate.x509.publicKey;
  return orRefuse(read, "unsupported");
}

/** RFC 5280 §4.2: "A certificate MUST NOT include more than one instance of a particular extension." */
export function readExtensions(field: Element | null): ReadonlyMap<string, Extension> {
  const found = new Map<string, Extension>();
  if (!field) return found;
  const list = Cursor.over(field.content);
  while (!list.done) {
    const entry = new Cursor(list.take(TAG.sequence));
    const id = oidText(entry.take(TAG.oid));
    const critical = entry.optional(TAG.boolean);
    const value = entry.take(TAG.octetString).content;
    if (found.has(id)) refuse("malformed");
    found.set(id, { critical: critical !== null && critical.content[0] !== 0, value });
  }
  return found;
}

/** The subject in one line, as people read it: "CN=Alice, O=Example"; null if it is empty (RFC 5280 §4.1.2.6). */
export function subjectText({ x509 }: Certificate): string | null {
  // Node has no text for an empty one, whatever its type says.
  const subject = x509.subject as string | undefined;
  return subject?.split("\n").filter(Boolean).join(", ") ?? null;
}
