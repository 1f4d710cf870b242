/**
 * Whom a post was written to, as far as its author's signature says so (S3, S4): a To or Cc that it covers, or its
 * intended recipients. Display names never count.
 */
import { type EmailAddress, parseEmailAddress, sameAddress } from "#base";
import { doorAddress, otherAddresses } from "#lists";
import { parseAddresses } from "#mime";
import type { InFlight } from "../in-flight.ts";

/** "unsaid": the author signed no addresses. */
export function signedFor(mail: InFlight): "here" | "others" | "unsaid" {
  if (namesOurKey(mail) || namesThisDoor(mail)) return "here";
  return signedAddressees(mail).length === 0 ? "unsaid" : "others";
}

/** The author's signature names its recipients (RFC 9580 §5.2.3.36); that ours is among them was judged. */
export function namesOurKey({ author, opened }: InFlight): boolean {
  return (opened?.signatures ?? []).some(
    (one) =>
      author.authentic &&
      one.verdict === "valid" &&
      one.covers === "whole" &&
      one.signer === author.signer &&
      one.intendedRecipients.length > 0,
  );
}

/** What was written to the members, or to somebody else, orders nothing: whoever it was sealed for. */
export function isSignedForOthers(mail: InFlight): boolean {
  return signedAddressees(mail).length > 0 && !namesThisDoor(mail);
}

/** A To or Cc that the author's signature covers names the door. */
export function namesThisDoor(mail: InFlight): boolean {
  const ours = [addressOf(mail), ...otherNames(mail)];
  return signedAddressees(mail).some((named) => ours.some((own) => sameAddress(named, own)));
}

/** Commands may come by the site's own address. */
function otherNames({ door, list, rcptTo }: InFlight): readonly EmailAddress[] {
  if (door === "post") return otherAddresses(list);
  const named = door === "request" ? parseEmailAddress(rcptTo) : null;
  return named?.ok === true ? [named.value] : [];
}

/** The address of the door that the message came to. */
export function addressOf({ list, door }: InFlight): EmailAddress {
  return door === "post" ? list.address : doorAddress(list.address, door);
}

/** Of To and Cc, as far as the author signed them. */
export function signedAddressees({ author, opened }: InFlight): readonly EmailAddress[] {
  if (!author.authentic) return [];
  return (opened?.headers ?? [])
    .filter((field) => field.from === "protected" && /^(?:to|cc)$/i.test(field.name))
    .flatMap((field) => parseAddresses(field.value))
    .flatMap((one) => (one.kind === "group" ? one.mailboxes : [one]))
    .flatMap((one) => (one.kind === "mailbox" ? [one.address] : []));
}
