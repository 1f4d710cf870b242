/** What people read of their commands: what came of them, and the questions that wait for a word of theirs. */
import { type EmailAddress, utcDay } from "#base";
import {
  type CommandResult,
  helpLines,
  type KeyMail,
  MOST_COMMANDS,
  type ReadText,
  spellOrder,
} from "#commands";
import { say, sayChosen, type TextKey, type Voice } from "#i18n";
import { doorAddress, type List, listDemand, voiceOf } from "#lists";
import { namedMail, type Notice, type RefusedMail } from "../notices/notices.ts";

export interface Answered {
  readonly results: readonly Pick<CommandResult, "title" | "lines">[];
  readonly read: Pick<ReadText, "unknown" | "stopped">;
  readonly voice: Voice;
  /** null: the site answers. */
  readonly list: List | null;
}

/** Nothing of the mail's own words (S7): a command by its name, a line that is none by its number. */
export function commandNotice({ results, read, voice, list }: Answered): Notice {
  const ending =
    list === null ? [] : [say(voice, "command-human", { owner: doorAddress(list.address, "owner") })];
  const none =
    results.length === 0 ? [say(voice, "command-none"), "", ...helpLines({ language: voice }), ""] : [];
  return {
    subject:
      list === null
        ? say(voice, "command-subject-site")
        : say(voice, "command-subject", { list: list.displayName }),
    lines: [
      ...results.flatMap(({ title, lines }) => [title, ...lines.map((line) => `  ${line}`), ""]),
      ...none,
      ...passedOver(voice, read),
      say(voice, "command-quotes-nothing"),
      ...ending,
    ],
  };
}

function passedOver(voice: Voice, { unknown, stopped }: Answered["read"]): readonly string[] {
  const lines = [
    ...(unknown.length === 0 ? [] : [say(voice, "command-unknown", { lines: unknown.join(", ") })]),
    ...(stopped === "unknown" ? [say(voice, "command-stopped-unknown")] : []),
    ...(stopped === "too-many" ? [say(voice, "command-stopped-too-many", { count: MOST_COMMANDS })] : []),
  ];
  return lines.length === 0 ? [] : [...lines, ""];
}

export interface Question extends KeyMail {
  /** The post that it is about, by what stands outside of it (S7); absent: it is about none. */
  readonly post?: RefusedMail;
}

/** To whom it is about: whether it was they who asked. */
export function confirmNotice(list: List, { request, key, post }: Question): Notice {
  const voice = voiceOf(list);
  const address = doorAddress(list.address, "request");
  const { words, lists } = spellOrder(request);
  const asked =
    request.operation === "held.list" ? say(voice, "confirm-what-modindex") : whatIsAsked(voice, request);
  const what = [asked, ...(words === null ? [] : [words])].join(": ");
  return {
    subject: confirmSubject(list, { key }),
    lines: [
      say(voice, "confirm-1", { list: lists.join(", ") || list.displayName, what }),
      ...(post === undefined ? [] : [say(voice, "confirm-post", namedMail(post))]),
      "",
      say(voice, "confirm-do", { date: utcDay(request.expiresAt) }),
      say(voice, "confirm-do-post", { address, key }),
      "",
      say(voice, "confirm-else"),
    ],
  };
}

/** Brings the key back with an answer. */
export function confirmSubject(list: List, { key }: Pick<KeyMail, "key">): string {
  return say(voiceOf(list), "confirm-subject", { key });
}

/** To an owner: somebody waits for a yes or a no, and what shows that it is they. */
export function decideNotice(list: List, { request }: KeyMail): Notice {
  const voice = voiceOf(list);
  const { actor, method, email: address } = request;
  const number = String(request.id);
  const signs = listDemand(list.settings, "post_sign") !== "no";
  const what = whatIsAsked(voice, request);
  return {
    subject: say(voice, "request-owner-subject", { list: list.displayName, address }),
    lines: [
      say(voice, "request-owner-1", { actor, list: list.displayName, what }),
      say(voice, `request-owner-by-${method}`),
      "",
      say(voice, signs ? "request-owner-do-signed" : "request-owner-do", { number }),
      say(voice, "request-owner-until", { date: utcDay(request.expiresAt) }),
    ],
  };
}

export interface DecidedNotice {
  readonly text: "accepted" | "rejected";
  readonly what: string;
  readonly email: EmailAddress;
  readonly reason: string;
}

/** To who asked: what an owner decided. */
export function decidedNotice(list: List, { text, what, email, reason }: DecidedNotice): Notice {
  const voice = voiceOf(list);
  const names = { list: list.displayName, what: whatIsAsked(voice, { function: what, email }) };
  return {
    subject: say(voice, `request-${text}-subject`, names),
    lines: [
      say(voice, `request-${text}`, names),
      ...(reason === "" ? [] : ["", say(voice, "request-reason", { reason })]),
      "",
      say(voice, "request-human", { owner: doorAddress(list.address, "owner") }),
    ],
  };
}

const NAMED: Readonly<Record<string, TextKey>> = {
  send: "confirm-what-send",
  subscribe: "confirm-what-subscribe",
  unsubscribe: "confirm-what-unsubscribe",
  add: "confirm-what-add",
  del: "confirm-what-del",
  invite: "confirm-what-invite",
  remind: "confirm-what-remind",
  review: "confirm-what-review",
  info: "confirm-what-info",
  archive_mail_access: "confirm-what-archive",
  own: "confirm-what-own",
  "own-address": "confirm-what-address",
  moderate: "confirm-what-moderate",
};

/** As a clause: “to leave”, “that somebody is put on the list”. */
export function whatIsAsked(
  voice: Voice,
  { function: name, email: address }: { readonly function: string; readonly email: EmailAddress },
): string {
  return sayChosen(voice, NAMED[name] ?? "confirm-what-other", { address });
}
