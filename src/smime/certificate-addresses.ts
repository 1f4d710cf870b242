/** Addresses that a certificate proves (S2; RFC 8550 §3, RFC 9598 §3). */
import { type Bytes, type EmailAddress, parseEmailAddress } from "#base";
import type { Certificate } from "./certificate.ts";
import { attributesOf, STRING_TAG, stringOf } from "./distinguished-name.ts";
import { type GeneralName, isMailName, type MailName, readGeneralNames } from "./general-name.ts";
import { OID } from "./oids.ts";

/**
 * QUIRK: emailAddress is an IA5String (RFC 5280 §4.1.2.6); some authorities write it as PrintableString or
 * UTF8String. Other string types give no address.
 */
const ADDRESS_STRINGS: readonly number[] = [STRING_TAG.ia5, STRING_TAG.printable, STRING_TAG.utf8];

/** Names of the SAN; the subject's emailAddress only if the SAN has no address. */
export function addressesOf(certificate: Certificate): EmailAddress[] {
  return mailNamesOf(certificate).flatMap(({ form, text }) => {
    // RFC 9598 §3: beyond ASCII only the newer form says which letters are meant.
    const parsed = form === "SmtpUTF8Mailbox" || isAscii(text) ? parseEmailAddress(text) : null;
    return parsed?.ok ? [parsed.value] : [];
  });
}

/** The same as they stand there, those too that are no addresses. */
export function mailNamesOf(certificate: Certificate): MailName[] {
  const alternative = alternativeNamesOf(certificate).filter(isMailName);
  if (alternative.length > 0) return alternative;
  return subjectAddresses(certificate.subject).map((text) => ({ form: "rfc822Name", text }));
}

/** Every name of the subjectAltName extension. */
export function alternativeNamesOf(certificate: Certificate): GeneralName[] {
  const extension = certificate.extensions.get(OID.subjectAltName);
  return extension ? readGeneralNames(extension.value) : [];
}

/** emailAddress attributes of a Name. */
export function subjectAddresses(subject: Bytes): string[] {
  return attributesOf(subject)
    .flat()
    .filter(({ type, value }) => type === OID.emailAddress && ADDRESS_STRINGS.includes(value.tag))
    .flatMap(({ value }) => stringOf(value) ?? []);
}

function isAscii(text: string): boolean {
  return /^\p{ASCII}*$/u.test(text);
}
