/** What somebody reads who joins a list that wants a key of theirs. Both mails are answered to an address that is theirs. */
import { inGroups, utcDay } from "#base";
import { say } from "#i18n";
import type { List } from "#lists";
import type { MembershipOrder } from "#operations";
import { decodeRecipient } from "#store";
import { answeredWithKey } from "./key-address.ts";
import { addresses, type Notice } from "./notices.ts";
import type { NoticeRequest } from "./send-notice.ts";

type Request = Omit<NoticeRequest, "effect">;
type Order<Verb extends MembershipOrder["do"]> = Extract<MembershipOrder, { readonly do: Verb }>;

export function askForKey(list: List, { to, key, until, again }: Order<"ask-key">): Request {
  const { language } = list.settings;
  const names = { list: list.displayName, address: to, date: utcDay(until), ...addresses(list) };
  const notice: Notice = {
    subject: say(language, "joinkey-subject", names),
    lines: [
      say(language, again ? "joinkey-none" : "joinkey-1", names),
      "",
      say(language, "joinkey-do", names),
      say(language, "joinkey-human", names),
    ],
  };
  return { ...written(to, notice), ...answeredWithKey(list, key, notice) };
}

/** Sealed to the key that they gave, and to no other: the address to answer to stands inside alone. */
export function challenge(list: List, order: Order<"challenge">): Request {
  const { language } = list.settings;
  const { to, key, until, sealTo, again } = order;
  const fingerprint = inGroups(order.fingerprint);
  const notice: Notice = {
    subject: say(language, "challenge-subject"),
    lines: [
      ...(again ? [say(language, "challenge-not-signed"), ""] : []),
      say(language, "challenge-1", { fingerprint }),
      "",
      say(language, "challenge-do", { list: list.displayName, date: utcDay(until) }),
      say(language, "challenge-else"),
    ],
  };
  return { ...written(to, notice), ...answeredWithKey(list, key, notice), sealTo: decodeRecipient(sealTo) };
}

export function keyRefused(list: List, { to }: Order<"key-refused">): Request {
  const { language } = list.settings;
  const names = { list: list.displayName, ...addresses(list) };
  const subject = say(language, "joinkey-refused-subject", names);
  return written(to, { subject, lines: [say(language, "joinkey-refused", names)] });
}

function written(to: Request["to"], notice: Notice): Request {
  return { to, notice, attachments: [], kind: "auto-generated", inReplyTo: null };
}
