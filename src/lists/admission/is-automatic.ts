/** Whether a program wrote a message, by what its header says (RFC 3834, RFC 6522). */

/** As much of a header section as it takes. */
export interface FieldValues {
  all(name: string): readonly { readonly value: string }[];
}

/**
 * Answers of programs, mail of lists and bulk mail, and reports of mail servers (RFC 3834 §2, RFC 6522).
 * QUIRK: programs that know no Auto-Submitted say so in fields of their own: OTRS, vacation programs, Exchange.
 */
export function isAutomatic(header: FieldValues): boolean {
  return (
    says(header, "auto-submitted", /^(?!no\b)/i) ||
    says(header, "precedence", /^(?:bulk|list|junk|auto_reply)\b/i) ||
    says(header, "x-autoreply", /^(?!no\b)/i) ||
    says(header, "x-autorespond", /^(?!no\b)/i) ||
    says(header, "x-auto-response-suppress", /\b(?:all|autoreply)\b/i) ||
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
