/**
 * `keep_poster_signature`: the author's own signed part, octet for octet, inside sealed copies. Nothing in it
 * can be taken out, so it is passed on only where it holds nothing that must not be.
 */
import type { Bytes, Profile } from "#base";
import { isForeignField } from "#lists";
import { parseMessage } from "#mime";
import type { InFlight } from "./in-flight.ts";

/** Under another From than the signed one (S2) and in clear (S5, S6) it would show what must stay hidden. */
export function wantsSignature({ list, author, shownAs }: InFlight, profile: Profile): boolean {
  const { keep_poster_signature, anonymous_list } = list.settings;
  const wanted = keep_poster_signature === "yes" && anonymous_list === "no" && author.authentic;
  return wanted && shownAs === null && profile.cipher !== "none";
}

/** null: not wanted, or its form does not let it out. */
export function keptSignature(mail: InFlight, profile: Profile): Bytes | null {
  const signed = mail.opened?.posterSigned ?? null;
  return wantsSignature(mail, profile) && signed !== null && isFitToPass(signed) ? signed : null;
}

/** Seen from outside only multipart/signed; Bcc and Autocrypt-Gossip (S5) and fields of servers (S15) never go on. */
function isFitToPass(signed: Bytes): boolean {
  const parsed = parseMessage(signed);
  if (!parsed.ok || parsed.value.contentType.essence !== "multipart/signed") return false;
  const header = parsed.value.children[0]?.header;
  return (
    header !== undefined &&
    !header.fields.some(({ name }) => isForeignField(name) || /^resent-bcc$/i.test(name))
  );
}
