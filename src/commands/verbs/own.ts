/** One's own membership: SET, and what VERIFY says of the mail itself. */
import type { WhyCode } from "#base";
import { signingAdvice, whyText } from "#i18n";
import { doorAddress, readStoredSettings } from "#lists";
import {
  type MemberOptions,
  memberSet,
  memberSetAll,
  memberShow,
  type MemberView,
  OPTION_SYNTAX,
  topicWord,
} from "#operations";
import type { StoredList } from "#store";
import { wanted } from "../asking/wish.ts";
import type { Desk } from "../desk.ts";
import { readChoice } from "./read-choice.ts";
import { phrase, phraseOn } from "../texts/phrase.ts";
import { type ListVerb, type SayingVerb, WRONG } from "./verb.ts";

const changed = wanted(memberSet, (_view, about) => [
  phrase(about, "command-set", { list: about.list.address }),
]);
const changedOnAll = wanted(memberSetAll, ({ lists }, about) =>
  lists.map((list) => phrase(about, "command-set", { list })),
);
const shown = wanted(memberShow, (view) => optionLines(view));

export const OWN = [changed, changedOnAll, shown];

/** Sympa's words; and Mailman's, a word with `ON` or `OFF` behind it. */
export const SET: ListVerb = {
  about: "list",
  everyList: true,
  asOne: (words) => readChoice(words) !== null || isHelp(words),
  syntax:
    "SET LIST NOMAIL|MAIL|DIGEST|DIGESTPLAIN|UNTIL YYYY-MM-DD|NOT_ME|CONCEAL|NOCONCEAL|ACK|NOACK|SHOW|HELP",
  summary: "command-help-set",
  read({ desk, list, others, words, person }) {
    const [first = ""] = words.map((word) => word.toLowerCase());
    const email = person.address;
    if (isHelp(words)) return { lines: helpOfSet(desk) };
    if (first === "authenticate") return { lines: [phrase(desk, "command-password")] };
    if (first === "show") {
      const input = { list: list.address, member: email };
      return [{ list, function: "own-shown", email, wanted: shown, input }];
    }
    const options = readChoice(words);
    if (options === null) return WRONG;
    const about = { list, function: "own", email };
    if (others.length === 0) {
      const refused = refusesDigest(list, options);
      if (refused !== null) return { lines: [phrase(desk, refused, { list: list.address })] };
      const input = { list: list.address, address: email, options };
      return [{ ...about, wanted: changed, input }];
    }
    const lists = [list, ...others].map((one) => one.address);
    return [{ ...about, wanted: changedOnAll, input: { lists, address: email, options } }];
  },
};

/** Before anybody is asked about it: what the list does not have. */
function refusesDigest(
  { settings }: StoredList,
  { digest }: MemberOptions,
): "command-no-digests" | "command-digests-only" | null {
  const { digestable, nondigestable } = readStoredSettings(settings).settings;
  if (digest === undefined) return null;
  if (digest !== "off") return digestable === "no" ? "command-no-digests" : null;
  return digestable === "yes" && nondigestable === "no" ? "command-digests-only" : null;
}

function isHelp([first = "help"]: readonly string[]): boolean {
  return first.toLowerCase() === "help";
}

function helpOfSet(desk: Desk): readonly string[] {
  const words = [...OPTION_SYNTAX, "SHOW", "HELP"];
  return [...words.map((word) => `SET LIST ${word}`), phrase(desk, SET.summary)];
}

/** In the words that they are set by, the same in every language. */
function optionLines(view: MemberView): readonly string[] {
  const until = view.deliveryUntil === null ? "" : ` until ${view.deliveryUntil.slice(0, 10)}`;
  const switched = (on: boolean) => (on ? "on" : "off");
  return [
    ...(view.name === "" ? [] : [`name ${view.name}`]),
    `delivery ${view.delivery}${until}`,
    `myposts ${switched(!view.notMetoo)}`,
    `ack ${switched(view.ack)}`,
    `hide ${switched(view.conceal)}`,
    `duplicates ${switched(!view.noDupes)}`,
    `digest ${view.digest || "off"}`,
    `language ${view.language || "list"}`,
    ...(view.topics.length === 0 ? [] : topicLines(view)),
  ];
}

function topicLines({ topics, otherTopics }: MemberView): readonly string[] {
  return [`topics ${topics.map(topicWord).join(",")}`, `other_topics ${otherTopics ? "on" : "off"}`];
}

export const VERIFY: SayingVerb = {
  about: "asker",
  syntax: "VERIFY LIST",
  summary: "command-help-verify",
  say: (desk, list, { person: { address, method }, uncounted }) => [
    phrase(desk, `command-verify-${method}`, { address, list: list.address }),
    ...(uncounted === undefined ? [] : whyUncounted(desk, list, uncounted)),
  ],
};

function whyUncounted(desk: Desk, list: StoredList, why: WhyCode): readonly string[] {
  const owner = doorAddress(list.address, "owner");
  return [
    phrase(desk, "command-verify-uncounted", { why: whyText(why, desk.language) }),
    phraseOn(desk, list, signingAdvice(why) ?? "command-verify-do", { owner }),
  ];
}
