/** Addresses that a certificate proves (S2; RFC 8550 §3, RFC 8398 §3). */
import {
  type AttributeTypeAndValue,
  type GeneralName,
  Name,
  SubjectAlternativeName,
} from "@peculiar/asn1-x509";
import { type Bytes, type EmailAddress, fromUtf8, parseEmailAddress } from "#base";
import { readWhole } from "./ber.ts";
import { type Certificate, parseAs } from "./certificate.ts";
import { OID } from "./oids.ts";
import { orRefuse } from "./refusal.ts";

const UTF8_STRING = 0x0c;

/** Names of the SAN; the subject's emailAddress only if the SAN has no address. */
export function addressesOf(certificate: Certificate): EmailAddress[] {
  const alternative = generalNamesOf(certificate).flatMap(addressTexts);
  const texts = alternative.length > 0 ? alternative : subjectAddresses(certificate.subject);
  return texts.flatMap((text) => {
    const parsed = parseEmailAddress(text);
    return parsed.ok ? [parsed.value] : [];
  });
}

/** Every name of the subjectAltName extension. */
function generalNamesOf(certificate: Certificate): GeneralName[] {
  const extension = certificate.extensions.get(OID.subjectAltName);
  return extension ? [...parseAs(extension.value, SubjectAlternativeName)] : [];
}

/** emailAddress attributes of a Name. */
export function subjectAddresses(subject: Bytes): string[] {
  const attributes: AttributeTypeAndValue[] = [...parseAs(subject, Name)].flatMap((set) => [...set]);
  return attributes.filter(({ type }) => type === OID.emailAddress).map(({ value }) => value.toString());
}

function addressTexts(name: GeneralName): string[] {
  if (name.rfc822Name !== undefined) return [name.rfc822Name];
  if (name.otherName?.typeId !== OID.smtpUtf8Mailbox) return [];
  const value = new Uint8Array(name.otherName.value);
  return orRefuse(() => {
    const text = readWhole(value);
    return text.tag === UTF8_STRING ? [fromUtf8(text.content)] : [];
  });
}
