/** Whether a copy is the message itself under the list's header fields, octet for octet below its header. */
import type { Profile } from "#base";
import { usesKeys } from "#lists";
import type { Opened } from "#protect";
import type { InFlight } from "../in-flight.ts";
import { isLeftSealed } from "./left-sealed.ts";
import type { OutgoingFacts } from "../outgoing-facts.ts";

/**
 * On lists without keys all do. `distribution = as_received`: what came in clear, unless its author must stay
 * hidden, or it is to be sealed, marked or signed; what came signed is never signed over, unless a filter took the signature.
 */
export function goesAsItCame(mail: InFlight, { cipher, sign, marked }: Omit<Profile, "key">): boolean {
  if (mail.opened === null) return true;
  if (isLeftSealed(mail) && mayGoAsItCame(mail)) return cipher === "none";
  if (!mayGoAsItCame(mail) || cipher !== "none") return false;
  return (!sign && !marked) || bringsSignature(mail.opened, mail.outgoing);
}

function bringsSignature({ layers }: Opened, { filtered, unsigned }: OutgoingFacts): boolean {
  return !filtered && !unsigned && layers.some(({ kind }) => kind === "signed");
}

/** Then the message is needed as it came, not only what is in it. */
export function mayGoAsItCame({ list, opened, shownAs }: InFlight): boolean {
  const { distribution, anonymous_list } = list.settings;
  const isNamed = anonymous_list === "no" && shownAs === null;
  const mayBe = distribution === "as_received" || !usesKeys(list.settings);
  return mayBe && isNamed && opened?.wasEncrypted === null;
}
