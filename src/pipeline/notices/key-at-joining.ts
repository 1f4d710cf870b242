/** What somebody reads who joins a list that wants a key of theirs. Both mails are answered to an address that is theirs. */
import { inGroups, utcDay } from "#base";
import { say } from "#i18n";
import { type List, voiceOf } from "#lists";
import type { MembershipOrder } from "#operations";
import { decodeRecipient } from "#store";
import { answeredWithKey } from "./key-address.ts";
import { addresses, type Notice } from "./notices.ts";
import type { NoticeRequest } from "./send-notice.ts";

type Request = Omit<NoticeRequest, "effect">;
type Order<Verb extends MembershipOrder["do"]> = Extract<MembershipOrder, { readonly do: Verb }>;

export function askForKey(list: List, { to, key, until, again, joined }: Order<"ask-key">): Request {
  const voice = voiceOf(list);
  const names = { list: list.displayName, address: to, date: utcDay(until), ...addresses(list) };
  const notice: Notice = {
    subject: say(voice, joined ? "joinkey-ask-subject" : "joinkey-subject", names),
    lines: [
      say(voice, again ? "joinkey-none" : joined ? "joinkey-ask-1" : "joinkey-1", names),
      "",
      say(voice, "joinkey-do", names),
      say(voice, "joinkey-human", names),
    ],
  };
  return { ...written(to, notice), ...answeredWithKey(list, key, notice) };
}

/** Sealed to the key that they gave, and to no other: the address to answer to stands inside alone. */
export function challenge(list: List, order: Order<"challenge">): Request {
  const voice = voiceOf(list);
  const { to, key, until, sealTo, again } = order;
  const fingerprint = inGroups(order.fingerprint);
  const notice: Notice = {
    subject: say(voice, "challenge-subject"),
    lines: [
      ...(again ? [say(voice, "challenge-not-signed"), ""] : []),
      say(voice, "challenge-1", { fingerprint }),
      "",
      say(voice, "challenge-do", { list: list.displayName, date: utcDay(until) }),
      say(voice, "challenge-else"),
    ],
  };
  const seal = { sealTo: decodeRecipient(sealTo), isUnbound: true } as const;
  return { ...written(to, notice), ...answeredWithKey(list, key, notice), ...seal };
}

export function keyRefused(list: List, { to }: Order<"key-refused">): Request {
  const voice = voiceOf(list);
  const names = { list: list.displayName, ...addresses(list) };
  const subject = say(voice, "joinkey-refused-subject", names);
  return written(to, { subject, lines: [say(voice, "joinkey-refused", names)] });
}

/** To a member, by whichever key the list knows of them. */
export function keyGiven(list: List, to: Request["to"], { fingerprint, taken }: Order<"key-given">): Request {
  const voice = voiceOf(list);
  const names = { list: list.displayName, fingerprint: inGroups(fingerprint), ...addresses(list) };
  const subject = say(voice, taken ? "keygiven-subject" : "keygiven-waits-subject", names);
  return written(to, { subject, lines: [say(voice, taken ? "keygiven-taken" : "keygiven-waits", names)] });
}

function written(to: Request["to"], notice: Notice): Request {
  return { to, notice, attachments: [], kind: "auto-generated", inReplyTo: null };
}
