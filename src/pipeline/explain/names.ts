/** Who is named in an explanation: people by the outside of their mail, and nobody on an anonymous list. */
import type { EmailAddress, Scheme } from "#base";
import type { List } from "#lists";
import type { InFlight } from "../in-flight.ts";
import { soleFrom } from "../start-flight.ts";

export const FAMILY_NAMES: Readonly<Record<Scheme, string>> = { openpgp: "OpenPGP", smime: "S/MIME" };

export function isAnonymous({ settings }: List): boolean {
  return settings.anonymous_list === "yes";
}

/** A protected From is shown only if it is the outer one too: an authentic author's is. */
export function authorName({ author, list, message }: InFlight): string {
  const address = author.authentic ? author.address : soleFrom(message);
  return memberName(list, address) ?? "(no single address)";
}

export function memberName(list: List, address: EmailAddress | null): string | null {
  return isAnonymous(list) ? "(not told: the list is anonymous)" : address;
}
