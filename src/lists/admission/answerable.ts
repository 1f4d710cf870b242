/** To whom a list may write about a message (RFC 3834 §2): a person who sent it, and neither a program nor itself. */
import { type EmailAddress, parseEmailAddress } from "#base";

/** As much of a header section as it takes. */
export interface FieldValues {
  all(name: string): readonly { readonly value: string }[];
}

export interface Sent {
  /** "" = null reverse-path. */
  readonly envelopeFrom: string;
  readonly header: FieldValues;
}

export type SenderToAnswer =
  | { readonly to: EmailAddress }
  | { readonly to: null; readonly why: "no-sender" | "automatic" | "own-address" };

/** The envelope sender of mail that a person wrote; null: nobody may be answered. */
export function senderToAnswer(list: EmailAddress, { envelopeFrom, header }: Sent): SenderToAnswer {
  const address = parseEmailAddress(envelopeFrom);
  if (!address.ok) return { to: null, why: "no-sender" };
  if (isAutomatic(header)) return { to: null, why: "automatic" };
  return isOurs(list, address.value) ? { to: null, why: "own-address" } : { to: address.value };
}

/** Answers of programs, mail of lists and bulk mail, and reports of mail servers (RFC 3834 §2, RFC 6522). */
export function isAutomatic(header: FieldValues): boolean {
  return (
    says(header, "auto-submitted", /^(?!no\b)/i) ||
    says(header, "precedence", /^(?:bulk|list|junk)\b/i) ||
    isReport(header) ||
    header.all("list-id").length > 0
  );
}

/**
 * An answer that a program gave to somebody's mail, or a report on one (RFC 3834 §5, RFC 6522). What programs send
 * without having been written to, such as news of a repository, is a post like others.
 */
export function isReplyOfProgram(header: FieldValues): boolean {
  return says(header, "auto-submitted", /^auto-replied\b/i) || isReport(header);
}

function isReport(header: FieldValues): boolean {
  return says(header, "content-type", /^multipart\/report\b/i);
}

function says(header: FieldValues, name: string, pattern: RegExp): boolean {
  return header.all(name).some((field) => pattern.test(field.value));
}

function isOurs(list: EmailAddress, address: EmailAddress): boolean {
  const [localPart = "", domain = ""] = list.toLowerCase().split("@");
  const other = address.toLowerCase();
  return (
    other.endsWith(`@${domain}`) && (other.startsWith(`${localPart}@`) || other.startsWith(`${localPart}-`))
  );
}
