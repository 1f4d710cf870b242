/**
 * Where a mail is answered to that gives somebody a key: the key stands in the address. Where the list's name leaves no room
 * for it, an answer goes to the address for commands, and the Subject has the key.
 */
import { type EmailAddress, localPartOf } from "#base";
import { say } from "#i18n";
import { doorAddress, type List, voiceOf } from "#lists";
import type { Notice } from "./notices.ts";
import type { NoticeRequest } from "./send-notice.ts";

/** RFC 5321 §4.5.3.1.1. */
const LONGEST_LOCAL_PART = 64;

/** null: no mail server has to take an address of that length. */
export function keyAddress({ address }: Pick<List, "address">, key: string): EmailAddress | null {
  const withKey = doorAddress(address, "confirm", key);
  return Buffer.byteLength(localPartOf(withKey)) <= LONGEST_LOCAL_PART ? withKey : null;
}

/** Whoever knows the key may answer. */
export function answeredWithKey(
  list: List,
  key: string,
  notice: Notice,
): Pick<NoticeRequest, "notice" | "replyTo" | "replyIsSecret"> {
  const replyTo = keyAddress(list, key);
  if (replyTo !== null) return { notice, replyTo, replyIsSecret: true };
  const voice = voiceOf(list);
  const address = doorAddress(list.address, "request");
  const line = say(voice, "confirm-do-post", { address, key });
  return {
    notice: { subject: say(voice, "confirm-subject", { key }), lines: [...notice.lines, "", line] },
    replyTo: address,
    replyIsSecret: true,
  };
}
