/** Whose address a post bears, for the question whether a member wrote it. */
import { type EmailAddress, parseEmailAddress } from "#base";
import { equivalentAddresses, usesKeys } from "#lists";
import { mailboxesOf } from "#mime";
import type { InFlight } from "../in-flight.ts";

/**
 * The addresses that a member is looked for by, in order; none without exactly one From. On a list with keys From alone
 * (S2); else also the envelope sender, Reply-To and Sender, as in Mailman, each under `equivalent_domains`, too.
 */
export function memberAddresses(mail: InFlight): readonly EmailAddress[] {
  const { author, list, message } = mail;
  if (author.address === null) return [];
  if (usesKeys(list.settings)) return [author.address];
  const fields = ["reply-to", "sender"].flatMap((name) => mailboxesOf(message.header, name));
  const others = [mail.envelopeFrom, ...fields.map(({ address }) => address)].flatMap(read);
  const { equivalent_domains: domains } = list.settings;
  return [...new Set([author.address, ...others])].flatMap((address) => [
    address,
    ...equivalentAddresses(domains, address),
  ]);
}

function read(text: string): readonly EmailAddress[] {
  const address = parseEmailAddress(text);
  return address.ok ? [address.value] : [];
}
