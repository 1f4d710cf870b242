/** To whom the server may answer by itself (S7, RFC 3834 §2). */
import { type EmailAddress, parseEmailAddress, sameAddress } from "#base";
import { type List, usesKeys } from "#lists";
import type { Entity } from "#mime";
import type { InFlight } from "./in-flight.ts";
export type Answerable =
  | { readonly to: EmailAddress }
  | {
      readonly to: null;
      readonly why: "no-sender" | "automatic" | "own-address" | "not-vouched-for" | "anonymous";
    };


/**
 * Where an answer about a post may go. On a list with keys only to an author that a signature vouches for,
 * and only at an address of theirs: who passes on a stolen post learns nothing about it. On an anonymous list nobody
 * is answered.
 */
export function answerableAuthor(mail: InFlight): Answerable {
  if (mail.list.settings.anonymous_list === "yes") return { to: null, why: "anonymous" };
  const answer = answerable(mail);
  const { to } = answer;
  if (to === null || !usesKeys(mail.list.settings)) return answer;
  const isAuthors = authorAddresses(mail).some((address) => sameAddress(address, to));
  return isAuthors ? answer : { to: null, why: "not-vouched-for" };
}

function authorAddresses({ author, bindings }: InFlight): readonly EmailAddress[] {
  if (!author.authentic) return [];
  const own = bindings.filter((one) => one.member === author.member);
  return [author.address, ...own.flatMap((one) => one.memberAddresses)];
}

/** Where an automatic answer may go (RFC 3834 §2): the envelope sender of mail that a person wrote. */
export function answerable({ envelopeFrom, message, list }: InFlight): EmailAddress | null {
  const address = parseEmailAddress(envelopeFrom);
  if (!address.ok || isAutomatic(message) || isOurs(list, address.value)) return null;
  return address.value;
}

function isAutomatic({ header }: Entity): boolean {
  const says = (name: string, pattern: RegExp): boolean =>
    header.all(name).some((field) => pattern.test(field.value));
  return (
    says("auto-submitted", /^(?!no\b)/i) ||
    says("precedence", /^(?:bulk|list|junk)\b/i) ||
    header.first("list-id") !== undefined
  );
}

function isOurs(list: List, address: EmailAddress): boolean {
  const [localPart = "", domain = ""] = list.address.toLowerCase().split("@");
  const other = address.toLowerCase();
  return (
    other.endsWith(`@${domain}`) && (other.startsWith(`${localPart}@`) || other.startsWith(`${localPart}-`))
  );
}
