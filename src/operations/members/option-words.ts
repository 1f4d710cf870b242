/** What members choose, as people type it: Sympa's words of SET, and Mailman's `ack on`. */
import { AppError, isLanguage, LANGUAGES } from "#base";
import type { MemberOptions } from "./member-set.ts";

type Choice = Partial<MemberOptions>;

/** Sympa's modes, and the same words for what Sympa has no word for. */
const WORDS: Readonly<Record<string, Choice>> = {
  nomail: { delivery: "off" },
  mail: { delivery: "mail" },
  each: { delivery: "on", digest: "off" },
  normal: { delivery: "on", digest: "off" },
  digest: { delivery: "on", digest: "mime" },
  digestplain: { delivery: "on", digest: "plain" },
  nodigest: { digest: "off" },
  not_me: { notMetoo: true },
  notme: { notMetoo: true },
  conceal: { conceal: true },
  noconceal: { conceal: false },
  ack: { ack: true },
  noack: { ack: false },
  metoo: { notMetoo: false },
  notmetoo: { notMetoo: true },
  nodupes: { noDupes: true },
  dupes: { noDupes: false },
};

/** Mailman's: what `on` means; `off` is the opposite. */
const SWITCHES: Readonly<Record<string, (on: boolean) => Choice>> = {
  delivery: (on) => ({ delivery: on ? "on" : "off" }),
  ack: (on) => ({ ack: on }),
  myposts: (on) => ({ notMetoo: !on }),
  hide: (on) => ({ conceal: on }),
  duplicates: (on) => ({ noDupes: !on }),
  other_topics: (on) => ({ otherTopics: on }),
  // Nobody is reminded of a password.
  reminders: () => ({}),
};

/** What may stand behind SET and a list's name, as people type it: Sympa's words in the first line, then Mailman's and ours. */
export const OPTION_SYNTAX: readonly string[] = [
  "NOMAIL|MAIL|DIGEST|DIGESTPLAIN|UNTIL YYYY-MM-DD|NOT_ME|METOO|NODUPES|DUPES|CONCEAL|NOCONCEAL|ACK|NOACK",
  ...["DELIVERY", "ACK", "MYPOSTS", "HIDE", "DUPLICATES"].map((word) => `${word} ON|OFF`),
  `LANGUAGE ${LANGUAGES.map((language) => language.toUpperCase()).join("|")}|LIST`,
  "DIGEST MIME|PLAIN|OFF",
  "TOPICS NAME,NAME|ALL",
  "OTHER_TOPICS ON|OFF",
  "NAME YOUR NAME",
];

/** Words that are not offered, for nothing would come of them. */
const NOT_YET = /^(?:summary|plain|mime|notice|txt|html|urlize)$/;

/**
 * One or more of `nomail`, `mail`, `not_me`, `conceal`, `ack on`, `until 2026-12-24` …, upper or lower case. Behind `name`
 * all is the name.
 *
 * @throws AppError bad-input with what can be said
 */
export function readOptionWords(words: readonly string[]): Choice {
  let choice: Choice = {};
  for (let at = 0; at < words.length; at++) {
    const word = (words[at] ?? "").toLowerCase().replaceAll("-", "_");
    const value = (words[at + 1] ?? "").toLowerCase();
    if (word === "name" && value !== "") return { ...choice, name: words.slice(at + 1).join(" ") };
    const found = value === "on" || value === "off" ? SWITCHES[word]?.(value === "on") : undefined;
    const until = word === "until" ? untilOf(value) : undefined;
    const spoken = word === "language" || word === "lang" ? languageOf(value) : undefined;
    const topics = /^topics?$/.test(word) && value !== "" ? topicsOf(value) : undefined;
    const digest = word === "digest" ? digestOf(value) : undefined;
    const valued = found ?? until ?? spoken ?? topics ?? digest;
    const one = valued ?? WORDS[word];
    if (one === undefined) throw unknown(word);
    choice = { ...choice, ...one };
    if (valued !== undefined) at++;
  }
  if (words.length === 0) throw unknown("");
  return choice;
}

/** `bugs,misc`; `all`: posts about anything. */
function topicsOf(value: string): Choice {
  return { topics: value === "all" ? [] : value.split(",").filter((name) => name !== "") };
}

function untilOf(day: string): Choice | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day))) return undefined;
  return { delivery: "off", until: day };
}

/** Mailman's; it says nothing of delivery. */
function digestOf(value: string): Choice | undefined {
  if (value === "mime" || value === "plain" || value === "off") return { digest: value };
  return value === "on" ? { digest: "on" } : undefined;
}

/** `list`: none of their own. */
function languageOf(value: string): Choice | undefined {
  if (value === "list") return { language: "" };
  return isLanguage(value) ? { language: value } : undefined;
}

function unknown(word: string): AppError {
  const languages = LANGUAGES.join("|");
  const known = `mail, nomail, digest, digestplain, digest off, until YYYY-MM-DD, not_me, metoo, conceal, noconceal, ack, noack, nodupes, dupes, topics NAME,NAME, topics all, other_topics on, language ${languages}, name NAME`;
  const reason = NOT_YET.test(word)
    ? `“${word}” has no effect on this server yet.`
    : `“${word}” is no option of a member.`;
  return new AppError({ code: "bad-input", publicText: `${reason} These are: ${known}.` });
}
