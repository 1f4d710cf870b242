/** Makes X.509 version 3 certificates (RFC 5280 §4.1, profile of RFC 8550 §4.4). */
import { createHash, createPublicKey, type KeyObject } from "node:crypto";
import { AppError, type Bytes, domainOf, type EmailAddress, localPartOf, type Random, utf8 } from "#base";
import { TAG } from "../asn1/ber.ts";
import { Cursor } from "../asn1/cursor.ts";
import { der, octetString, oid, sequence, setOf, smallInteger, time } from "../asn1/der.ts";
import { isAscii } from "../asn1/is-ascii.ts";
import { OID } from "../asn1/oids.ts";
import { type Signing, signingWith } from "../signatures/signing-with.ts";

/** Bits of KeyUsage as they stand in its first octet (RFC 5280 §4.2.1.3). */
export const USAGE = {
  digitalSignature: 0x80,
  nonRepudiation: 0x40,
  keyEncipherment: 0x20,
  keyAgreement: 0x08,
  keyCertSign: 0x04,
} as const;

export interface CertificateSpec {
  readonly commonName: string;
  readonly addresses: readonly EmailAddress[];
  readonly publicKey: KeyObject;
  /** Who signs: a Name, DER, and its key. null: the certificate signs itself with `selfKey`. */
  readonly issuer: { readonly name: Bytes; readonly key: KeyObject } | { readonly selfKey: KeyObject };
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Of USAGE, or-ed. */
  readonly usage: number;
  /** OIDs of extKeyUsage; empty: no such extension. */
  readonly purposes: readonly string[];
  readonly authority: boolean;
  /** Authorities that may stand between this one and a person. */
  readonly pathLength?: number;
  /** Further extensions, whole DER elements. */
  readonly extensions?: readonly Bytes[];
  readonly random: Random;
}

export function buildCertificate(spec: CertificateSpec): Bytes {
  const subject = commonNameOnly(spec.commonName);
  const [issuerName, key] =
    "selfKey" in spec.issuer ? [subject, spec.issuer.selfKey] : [spec.issuer.name, spec.issuer.key];
  const signing = signingOf(key);
  const algorithm = signing.inCertificate;
  const spki = spec.publicKey.export({ format: "der", type: "spki" });
  const tbs = sequence(
    der(0xa0, smallInteger(2)),
    der(TAG.integer, serialNumber(spec.random)),
    algorithm,
    issuerName,
    sequence(time(spec.notBefore), time(spec.notAfter)),
    subject,
    spki,
    der(0xa3, sequence(...extensionsOf(spec, spki, key))),
  );
  return sequence(tbs, algorithm, der(TAG.bitString, Buffer.from([0]), signing.sign(tbs)));
}

/** A Name with one commonName in UTF-8. */
export function commonNameOnly(text: string): Bytes {
  return sequence(setOf(sequence(oid(OID.commonName), der(UTF8_STRING, utf8(text)))));
}

const UTF8_STRING = 0x0c;

/** 16 random octets, positive and never shorter (RFC 5280 §4.1.2.2). */
function serialNumber(random: Random): Bytes {
  const serial = Buffer.from(random.bytes(16));
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  return serial;
}

function signingOf(key: KeyObject): Signing {
  const signing = signingWith(key);
  if (signing) return signing;
  throw new AppError({ code: "internal", publicText: "This kind of key cannot sign certificates." });
}

function extensionsOf(spec: CertificateSpec, spki: Bytes, issuerKey: KeyObject): Bytes[] {
  const issuerSpki = createPublicKey(issuerKey).export({ format: "der", type: "spki" });
  const found = [
    extension(OID.basicConstraints, basicConstraints(spec), true),
    extension(OID.keyUsage, usageBits(spec.usage), true),
    extension(OID.subjectKeyIdentifier, octetString(keyIdentifier(spki))),
    extension(OID.authorityKeyIdentifier, sequence(der(0x80, keyIdentifier(issuerSpki)))),
  ];
  if (spec.purposes.length > 0)
    found.push(extension(OID.extKeyUsage, sequence(...spec.purposes.map((purpose) => oid(purpose)))));
  if (spec.addresses.length > 0)
    found.push(extension(OID.subjectAltName, sequence(...spec.addresses.map(mailName))));
  return [...found, ...(spec.extensions ?? [])];
}

/** BasicConstraints ::= SEQUENCE { cA DEFAULT FALSE, pathLenConstraint OPTIONAL } */
function basicConstraints({ authority, pathLength }: CertificateSpec): Bytes {
  if (!authority) return sequence();
  const length = pathLength === undefined ? [] : [smallInteger(pathLength)];
  return sequence(der(TAG.boolean, Buffer.from([0xff])), ...length);
}

/** Extension ::= SEQUENCE { extnID, critical DEFAULT FALSE, extnValue } */
export function extension(id: string, value: Bytes, critical = false): Bytes {
  const flag = critical ? [der(TAG.boolean, Buffer.from([0xff]))] : [];
  return sequence(oid(id), ...flag, octetString(value));
}

/** A named bit list without trailing zero bits (X.690 §11.2.2). */
function usageBits(usage: number): Bytes {
  const unused = usage === 0 ? 0 : 31 - Math.clz32(usage & -usage);
  return der(TAG.bitString, Buffer.from(usage === 0 ? [0] : [unused, usage]));
}

/** rfc822Name, or SmtpUTF8Mailbox for a local part that is not ASCII (RFC 9598 §3); A-labels in both. */
export function mailName(address: EmailAddress): Bytes {
  const text = withAsciiDomain(address);
  if (isAscii(text)) return der(0x81, utf8(text));
  return der(0xa0, oid(OID.smtpUtf8Mailbox), der(0xa0, der(UTF8_STRING, utf8(text))));
}

/** An address of ASCII as it was written, another one with the A-labels of its domain. */
export function withAsciiDomain(address: EmailAddress): string {
  return isAscii(address) ? address : `${localPartOf(address)}@${domainOf(address)}`;
}

/** SHA-1 of the key's bits: a name, not a protection (RFC 5280 §4.2.1.2 method 1). */
function keyIdentifier(spki: Bytes): Bytes {
  const fields = Cursor.over(spki);
  fields.any();
  return createHash("sha1").update(fields.take(TAG.bitString).content.subarray(1)).digest();
}
