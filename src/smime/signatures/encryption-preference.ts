/** SMIMEEncryptionKeyPreference (RFC 8551 §2.5.3): to which of their certificates the signer wants mail sealed. */
import { type Bytes, equalBytes } from "#base";
import { type Element, octetsOf, readWhole, TAG } from "../asn1/ber.ts";
import { Cursor } from "../asn1/cursor.ts";
import { retag } from "../asn1/der.ts";
import { attempt } from "../asn1/refusal.ts";
import {
  type Certificate,
  issuerAndSerial,
  keyIdentifierOf,
  readCertificate,
} from "../certificates/certificate.ts";

const BY_ISSUER = 0xa0;
const BY_KEY_AND_DATE = 0xa1;
const BY_KEY = 0x82;

/**
 * The first of these that is named; null: none, or the preference cannot be read.
 *
 * @param preference DER of the attribute's value, as it was signed
 * @param certificates DER
 */
export function preferredCertificate(preference: Bytes, certificates: readonly Bytes[]): Bytes | null {
  const isNamed = attempt(() => namedBy(readWhole(preference)));
  if (!isNamed.ok) return null;
  const fits = (der: Bytes): boolean => {
    const judged = attempt(() => isNamed.value(readCertificate(der)));
    return judged.ok && judged.value;
  };
  return certificates.find(fits) ?? null;
}

/** CHOICE { [0] IssuerAndSerialNumber, [1] RecipientKeyIdentifier, [2] SubjectKeyIdentifier }, all IMPLICIT. */
function namedBy(choice: Element): (certificate: Certificate) => boolean {
  const hasKeyIdentifier =
    (identifier: Bytes) =>
    (certificate: Certificate): boolean =>
      equalBytes(keyIdentifierOf(certificate), identifier);
  switch (choice.tag) {
    case BY_ISSUER: {
      const named = retag(choice.raw, TAG.sequence);
      return (certificate) => equalBytes(issuerAndSerial(certificate), named);
    }
    case BY_KEY_AND_DATE:
      return hasKeyIdentifier(octetsOf(new Cursor(choice, BY_KEY_AND_DATE).take(TAG.octetString)));
    case BY_KEY:
      return hasKeyIdentifier(choice.content);
    default:
      return () => false;
  }
}
