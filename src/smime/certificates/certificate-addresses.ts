/** Addresses that a certificate proves (S2; RFC 8550 §3, RFC 9598 §3). */
import { type Bytes, type EmailAddress, localPartOf, parseEmailAddress } from "#base";
import type { Certificate } from "./certificate.ts";
import { attributesOf, STRING_TAG, stringOf } from "./distinguished-name.ts";
import { type GeneralName, isMailName, type MailName, readGeneralNames } from "./general-name.ts";
import { isAscii } from "../asn1/is-ascii.ts";
import { OID } from "../asn1/oids.ts";

/**
 * QUIRK: emailAddress is an IA5String (RFC 5280 §4.1.2.6); some authorities write it as PrintableString or
 * UTF8String. Other string types give no address.
 */
const ADDRESS_STRINGS: readonly number[] = [STRING_TAG.ia5, STRING_TAG.printable, STRING_TAG.utf8];

/** A certificate, or a request for one. */
type Named = Pick<Certificate, "subject" | "extensions">;

/** Names of the SAN; the subject's emailAddress only if the SAN has no address. */
export function addressesOf(certificate: Named): EmailAddress[] {
  return mailNamesOf(certificate).flatMap((name) => addressOf(name) ?? []);
}

/**
 * What a name says, null if it is no address. RFC 9598 §3: SmtpUTF8Mailbox is for local parts beyond ASCII and for no
 * others. Its domain may be in letters, as RFC 8398 had it.
 */
export function addressOf({ form, text }: MailName): EmailAddress | null {
  const parsed = parseEmailAddress(text);
  if (!parsed.ok) return null;
  const fitsForm = form === "rfc822Name" ? isAscii(text) : !isAscii(localPartOf(parsed.value));
  return fitsForm ? parsed.value : null;
}

/** The same as they stand there, those too that are no addresses. */
export function mailNamesOf(certificate: Named): MailName[] {
  const alternative = alternativeNamesOf(certificate).filter(isMailName);
  if (alternative.length > 0) return alternative;
  return subjectAddresses(certificate.subject).map((text) => ({ form: "rfc822Name", text }));
}

/** Every name of the subjectAltName extension. */
export function alternativeNamesOf(certificate: Pick<Named, "extensions">): GeneralName[] {
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
