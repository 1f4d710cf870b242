/**
 * Address lists (RFC 5322 §3.4, groups also in From by RFC 6854, UTF-8 by RFC 6532). Strict where rules
 * hang on it (S2): an address comes only from where the grammar has one, never out of a display name, a
 * comment or an encoded word, and what is not well formed is told as such instead of being repaired. So are
 * domain literals (user@[192.0.2.1]) and white space within an address (RFC 5322 §4.4).
 */
import { type Address, AddressReader, type Mailbox } from "./address-reader.ts";
import type { HeaderSection } from "../entity.ts";

/**
 * Every address of a field in order. After a malformed one reading goes on behind the next comma; more
 * than `LIMITS.addressesPerField` end in one malformed address.
 *
 * @example parseAddresses('"Doe, J." <j@example.org>') // [{ kind: "mailbox", name: "Doe, J.", address: "j@example.org" }]
 */
export function parseAddresses(value: string): Address[] {
  return new AddressReader(value).list();
}

/**
 * The mailboxes of all fields of that name, those in groups too. Malformed ones are left out: whoever
 * counts addresses (S2) asks `parseAddresses`.
 */
export function mailboxesOf(section: HeaderSection, fieldName: string): Mailbox[] {
  return section
    .all(fieldName)
    .flatMap((field) => parseAddresses(field.value))
    .flatMap((address) => (address.kind === "group" ? address.mailboxes : [address]))
    .filter((address) => address.kind === "mailbox");
}
