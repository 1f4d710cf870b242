/** One's own membership: SET, and what VERIFY says of the mail itself. */
import type { WhyCode } from "#base";
import { topicLines } from "#config";
import { signingAdvice, whyText } from "#i18n";
import { doorAddress, readStoredSettings, usesKeys } from "#lists";
import {
  type MemberOptions,
  memberSet,
  memberSetAll,
  memberShow,
  type MemberView,
  OPTION_SYNTAX,
  spellOptions,
  topicWord,
} from "#operations";
import type { StoredList } from "#store";
import { wanted } from "../asking/wish.ts";
import type { Desk } from "../desk.ts";
import { readChoice } from "./read-choice.ts";
import { refusesDigest } from "./refuses-digest.ts";
import { phrase, phraseOn } from "../texts/phrase.ts";
import type { ListVerb, SayingVerb } from "./verb.ts";

const changed = wanted(memberSet, (_view, about) => [choiceCounts(about, about.list.address)]);
const changedOnAll = wanted(memberSetAll, ({ lists }, about) =>
  lists.map((list) => choiceCounts(about, list)),
);

/** Who chose a language reads of it in that one. */
function choiceCounts(desk: Choosing, list: string): string {
  const { options = {} } = desk.input;
  const language = options.language === undefined ? desk.language : desk.voiceIn(options.language);
  return phrase({ language }, "command-set", { list, choice: spellOptions(options) });
}

interface Choosing extends Pick<Desk, "language" | "voiceIn"> {
  readonly input: { readonly options?: MemberOptions };
}

const shown = wanted(memberShow, (view) => optionLines(view));

export const OWN = [changed, changedOnAll, shown];

const [WORDS_OF_SET = "", ...MORE_OF_SET] = OPTION_SYNTAX;

/** Sympa's words; and Mailman's, a word with `ON` or `OFF` behind it. */
export const SET: ListVerb = {
  about: "list",
  everyList: true,
  asOne: (words) => readChoice(words) !== null || isHelp(words),
  syntax: `SET LIST ${WORDS_OF_SET}|SHOW|HELP`,
  summary: "command-help-set",
  read({ desk, list, others, words, person, isMember }) {
    const [first = ""] = words.map((word) => word.toLowerCase());
    const email = person.address;
    if (isHelp(words)) return { lines: helpOfSet(desk) };
    if (first === "authenticate") return { lines: [phrase(desk, "command-password")] };
    if (first === "show") {
      const input = { list: list.address, member: email };
      return [{ list, function: "own-shown", email, wanted: shown, input }];
    }
    const choice = readChoice(words);
    if (choice === null) return { lines: usageOfSet(desk) };
    const about = { list, function: "own", email };
    if (others.length === 0) {
      const refused =
        choice.digest === undefined ? null : refusesDigest(list, { reads: choice.digest !== "off" });
      if (refused !== null) return { lines: [phrase(desk, refused, { list: list.address })] };
      const { options, lines } = knownTopics(desk, list, { choice, isMember });
      const input = { list: list.address, address: email, options };
      const isLeft = Object.keys(options).length > 0 || lines.length === 0;
      return { lines, wishes: isLeft ? [{ ...about, wanted: changed, input }] : [] };
    }
    if (choice.topics !== undefined) return { lines: [usageOfTopics(desk, "NAME,NAME|ALL")] };
    const lists = [list, ...others].map((one) => one.address);
    return [{ ...about, wanted: changedOnAll, input: { lists, address: email, options: choice } }];
  },
};

/**
 * Before anybody is asked about it: a topic that the list does not have is told, and the rest counts. No other words of the
 * mail come into a question (S7).
 */
function knownTopics(
  desk: Desk,
  list: StoredList,
  { choice, isMember }: { readonly choice: MemberOptions; readonly isMember: boolean },
) {
  const { topics = [], ...others } = choice;
  const known = topicLines(readStoredSettings(list.settings).settings.topics).map(({ name }) =>
    topicWord(name),
  );
  if (topics.every((name) => known.includes(topicWord(name)))) return { options: choice, lines: [] };
  // Which topics there are is told nobody else.
  if (!isMember) return { options: others, lines: [] };
  const names = known.join(", ") || "-";
  const hasRest = Object.keys(others).length > 0;
  const line = hasRest ? phrase(desk, "command-no-such-topic", { names }) : noSuchTopic(desk, known);
  return { options: others, lines: [line] };
}

function noSuchTopic(desk: Desk, known: readonly string[]): string {
  return known.length === 0 ? phrase(desk, "command-not-found") : usageOfTopics(desk, known.join(","));
}

/** Topics are those of one list, which is to be named. */
function usageOfTopics(desk: Desk, names: string): string {
  return phrase(desk, "command-syntax", { syntax: `SET LIST TOPICS ${names}` });
}

function isHelp([first = "help"]: readonly string[]): boolean {
  return first.toLowerCase() === "help";
}

function usageOfSet(desk: Desk): readonly string[] {
  const more = MORE_OF_SET.map((words) => `SET LIST ${words}`);
  return [phrase(desk, "command-syntax", { syntax: SET.syntax }), ...more];
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
    ...(view.topics.length === 0 ? [] : chosenTopics(view)),
  ];
}

function chosenTopics({ topics, otherTopics }: MemberView): readonly string[] {
  return [`topics ${topics.map(topicWord).join(",")}`, `other_topics ${otherTopics ? "on" : "off"}`];
}

export const VERIFY: SayingVerb = {
  about: "asker",
  syntax: "VERIFY LIST",
  summary: "command-help-verify",
  say: (desk, list, { person: { address, method }, uncounted }) => {
    const names = { address, list: list.address };
    const signs = usesKeys(readStoredSettings(list.settings).settings);
    if (!signs && (method === "smtp" || method === "dkim"))
      return [phrase(desk, `command-verify-${method}-plain`, names)];
    const why = uncounted === undefined ? [] : whyUncounted(desk, list, uncounted);
    return [phrase(desk, `command-verify-${method}`, names), ...why];
  },
};

function whyUncounted(desk: Desk, list: StoredList, why: WhyCode): readonly string[] {
  const owner = doorAddress(list.address, "owner");
  return [
    phrase(desk, "command-verify-uncounted", { why: whyText(why, desk.language) }),
    phraseOn(desk, list, signingAdvice(why) ?? "command-verify-do", { owner }),
  ];
}
