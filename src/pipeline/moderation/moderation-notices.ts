/** What owners and moderators read of messages that wait, and what senders read of what was decided (S7). */
import { type EmailAddress, utcDay } from "#base";
import { say, type Voice } from "#i18n";
import { type HeldVerbs, type List, listDemand, type Refusal, usesKeys, voiceOf } from "#lists";
import { DEFER_DAYS } from "#operations";
import {
  addresses,
  attachedKeys,
  namedMail,
  type Notice,
  reasonText,
  type RefusedMail,
  type ShownKey,
} from "../notices/notices.ts";

export interface WaitingMail {
  /** The number of the held message. */
  readonly number: number;
  /** Outer header fields, a line each. */
  readonly header: readonly string[];
  /** How many messages wait besides. */
  readonly others: number;
  /** Erased after this time; null: it waits until somebody decides. */
  readonly until: Date | null;
}

/** What one person may do by mail about one message. */
export interface Decider {
  /** Where their answer goes; null: they cannot answer by mail. */
  readonly address: EmailAddress | null;
  /** Whether they can be sent the message itself. */
  readonly mayRead: boolean;
  /** What can come of it. */
  readonly verbs: HeldVerbs;
}

/** To owners and moderators: something waits. Outer header fields only, whether or not the post could be opened. */
export function heldNotice(list: List, decision: Refusal, mail: WaitingMail, decider: Decider): Notice {
  const voice = voiceOf(list);
  const { header, others, until } = mail;
  const names = { list: list.displayName, number: String(mail.number) };
  return {
    subject: say(voice, "owner-held-subject", names),
    lines: [
      until === null
        ? say(voice, "owner-held-1-on", names)
        : say(voice, "owner-held-1", { ...names, date: utcDay(until) }),
      say(voice, "owner-held-reason", { reason: reasonText(list, decision) }),
      "",
      say(voice, usesKeys(list.settings) ? "owner-held-header" : "owner-held-header-plain"),
      ...header.map((line) => `  ${line}`),
      ...(others === 0
        ? []
        : ["", say(voice, "owner-held-others", { count: String(others), list: list.address })]),
      "",
      ...whatToDo(list, mail.number, decider),
    ],
  };
}

/** The words that count as a first line, or the commands for who cannot answer by mail. */
export function whatToDo(list: List, held: number, { address, mayRead, verbs }: Decider): readonly string[] {
  const voice = voiceOf(list);
  const number = String(held);
  const signs = listDemand(list.settings, "post_sign") !== "no";
  const commands = say(voice, "owner-held-do", { number });
  if (address === null) return signs ? [commands, say(voice, "owner-held-no-key")] : [commands];
  const show = usesKeys(list.settings) ? "decide-show" : "decide-show-clear";
  const words = [
    ...(verbs.accept ? [say(voice, "decide-accept", { number })] : []),
    say(voice, verbs.tell ? "decide-reject" : "decide-reject-untold", { number }),
    say(voice, "decide-discard", { number }),
    say(voice, "decide-defer", { number, days: String(DEFER_DAYS) }),
    ...(verbs.ask ? [say(voice, "decide-ask", { number })] : []),
    ...(mayRead ? [say(voice, show, { number })] : []),
  ];
  return [
    say(voice, signs ? "decide-1-signed" : "decide-1"),
    "",
    ...words.map((line) => `  ${line}`),
    "",
    say(voice, "decide-address", { address }),
  ];
}

/** To the sender of a held post that a moderator rejected. */
export function rejectedNotice(list: List, mail: RefusedMail, reason: string): Notice {
  const voice = voiceOf(list);
  return {
    subject: say(voice, "refused-subject", { list: list.displayName }),
    lines: [
      say(voice, "rejected-1", namedMail(mail)),
      "",
      say(voice, "rejected-reason", { reason }),
      say(voice, "rejected-do"),
      "",
      ...ending(list, voice),
    ],
  };
}

export interface AskedMail extends RefusedMail {
  readonly why: string;
  readonly advice: string;
}

/** To the sender of a post that the list could not take: an owner asks for it once more. */
export function askAgainNotice(list: List, mail: AskedMail, keys: readonly ShownKey[]): Notice {
  const voice = voiceOf(list);
  return {
    subject: say(voice, "ask-subject", { list: list.displayName }),
    lines: [
      say(voice, "ask-1", namedMail(mail)),
      "",
      say(voice, "refused-reason", { reason: mail.why }),
      say(voice, "refused-do", { do: mail.advice }),
      say(voice, "ask-new"),
      ...attachedKeys(voice, keys),
      "",
      ...ending(list, voice),
    ],
  };
}

function ending(list: List, voice: Voice): readonly string[] {
  return [say(voice, "refused-no-quote"), say(voice, "refused-human", addresses(list))];
}
