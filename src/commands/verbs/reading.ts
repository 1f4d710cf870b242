/** What a list says of itself: INFO, REVIEW, STATS; and REMIND, which has it written to all. */
import { languageOf } from "#i18n";
import { doorAddress } from "#lists";
import { listInfo, listReview, memberRemind } from "#operations";
import type { StoredList } from "#store";
import { wanted } from "../asking/wish.ts";
import type { Desk } from "../desk.ts";
import { phrase } from "../texts/phrase.ts";
import { type ListVerb, WRONG } from "./verb.ts";

const MOST_SHOWN = 2000;

/** Whom it is told, about which list. */
interface Reader extends Pick<Desk, "language"> {
  readonly list: Pick<StoredList, "address">;
}

const info = wanted(listInfo, ({ list, name, description, info: more, inWords }, about) => [
  `${name} <${list}>`,
  ...(description === "" ? [] : [description]),
  ...inWords,
  ...(more === "" ? [] : ["", ...more.split(/\r\n|\r|\n/)]),
  phrase(about, "command-info-request", { request: doorAddress(list, "request") }),
  phrase(about, "command-info-owner", { owner: doorAddress(list, "owner") }),
]);

const roster = wanted(listReview, ({ entries, concealed }, about) => {
  const shown = entries.slice(0, MOST_SHOWN);
  const hidden = concealed + entries.length - shown.length;
  return [
    howMany(about, entries.length),
    ...shown.map(({ address, name, role }) =>
      [
        name === "" ? address : `${name} <${address}>`,
        ...(role === "member" ? [] : [phrase(about, `command-role-${role}`)]),
      ].join(", "),
    ),
    ...(hidden === 0 ? [] : [phrase(about, "command-review-hidden", { count: hidden })]),
  ];
});

const counted = wanted(listReview, ({ entries, concealed }, about) => [
  howMany(about, entries.length + concealed),
]);

function howMany(about: Reader, count: number): string {
  return phrase(about, count === 1 ? "command-review-one" : "command-review", {
    count,
    list: about.list.address,
  });
}

const reminded = wanted(memberRemind, ({ members }, about) => [
  phrase(about, "command-reminded", { count: members }),
]);

export const READING = [info, roster, reminded];

export const INFO: ListVerb = {
  about: "list",
  syntax: "INFO LIST",
  summary: "command-help-info",
  read({ desk, list, words, isNamed, person }) {
    if (!isNamed && words.length > 0) return WRONG;
    const input = { list: list.address, language: languageOf(desk.language) };
    return [{ list, function: "info", email: person.address, wanted: info, input }];
  },
};

export const REVIEW: ListVerb = {
  about: "list",
  syntax: "REVIEW LIST",
  summary: "command-help-review",
  read: ({ list, person, isStaff }) => [
    {
      list,
      function: "review",
      email: person.address,
      wanted: roster,
      input: { list: list.address, all: isStaff },
    },
  ],
};

export const STATS: ListVerb = {
  about: "list",
  syntax: "STATS LIST",
  summary: "command-help-stats",
  read: ({ list, person }) => [
    { list, function: "review", email: person.address, wanted: counted, input: { list: list.address } },
  ],
};

export const REMIND: ListVerb = {
  about: "list",
  everyList: "staff",
  syntax: "REMIND LIST",
  summary: "command-help-remind",
  read: ({ list, person }) => [
    { list, function: "remind", email: person.address, wanted: reminded, input: { list: list.address } },
  ],
};
