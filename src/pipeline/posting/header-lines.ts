/**
 * The header fields of a post as rules see them. Of what was opened those inside are looked at beside those outside: neither
 * may hide the other, and neither makes a rule milder.
 */
import { LIMITS } from "#base";
import { decodeWords, type Entity, parseAddresses } from "#mime";
import { contentOf } from "../facts/content-of.ts";
import type { InFlight } from "../in-flight.ts";

interface NamedValue {
  readonly name: string;
  readonly value: string;
}

type Headed = Pick<InFlight, "message" | "opened">;

/** The header section outside, and the one inside where something was opened. */
export function headersOf({ message, opened }: Headed): readonly (readonly NamedValue[])[] {
  return opened === null ? [message.header.fields] : [message.header.fields, opened.headers];
}

/**
 * `Name: value` of every field of the message and of its parts, unfolded and decoded; null: the parts have more than can be
 * looked at. Each header section has its bound where it is read.
 */
export function headerLines(mail: Headed): readonly string[] | null {
  const content = mail.opened === null ? null : contentOf(mail);
  const parts = [mail.message, ...(content === null ? [] : [content])].map(fieldsOfParts);
  if (parts.some(({ length }) => length > LIMITS.headerFields)) return null;
  return [...headersOf(mail), ...parts].flat().map(({ name, value }) => `${name}: ${decodeWords(value)}`);
}

function fieldsOfParts({ children }: Entity): readonly NamedValue[] {
  return children.flatMap((part) => [...part.header.fields, ...fieldsOfParts(part)]);
}

const DESTINATIONS = /^(?:resent-)?(?:to|cc)$/i;

/** Where a message says that it goes: addr-specs of To and Cc, and of what they were when somebody sent it on. */
export function destinations(mail: InFlight): readonly string[] {
  return headersOf(mail).flatMap((fields) => addressesIn(fields, DESTINATIONS));
}

/** How many addresses stand in To and Cc. */
export function countRecipients(mail: InFlight): number {
  return Math.max(...headersOf(mail).map((fields) => addressesIn(fields, /^(?:to|cc)$/i).length));
}

function addressesIn(fields: readonly NamedValue[], names: RegExp): readonly string[] {
  return fields
    .filter(({ name }) => names.test(name))
    .flatMap(({ value }) => parseAddresses(value))
    .flatMap((one) => (one.kind === "group" ? one.mailboxes : [one]))
    .flatMap((one) => (one.kind === "mailbox" ? [one.address] : []));
}
