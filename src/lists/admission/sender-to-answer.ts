/** To whom a list may write about a message (RFC 3834 §2): a person who sent it, and neither a program nor itself. */
import { type EmailAddress, parseEmailAddress } from "#base";
import { type FieldValues, isAutomatic } from "./is-automatic.ts";

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

function isOurs(list: EmailAddress, address: EmailAddress): boolean {
  const [localPart = "", domain = ""] = list.toLowerCase().split("@");
  const other = address.toLowerCase();
  return (
    other.endsWith(`@${domain}`) && (other.startsWith(`${localPart}@`) || other.startsWith(`${localPart}-`))
  );
}
