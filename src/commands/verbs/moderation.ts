/** What waits for owners and moderators: MODINDEX, DISTRIBUTE, REJECT, DISCARD. Messages are known by their number. */
import { heldAccept, heldDiscard, heldList, heldReject } from "#operations";
import { wanted } from "../asking/wish.ts";
import { phrase } from "../texts/phrase.ts";
import { type ListVerb, WRONG } from "./verb.ts";

const SHOWN = 50;

const index = wanted(heldList, (rows, about) => {
  const waiting = rows.filter(({ kind }) => kind === "held");
  if (waiting.length === 0) return [phrase(about, "command-nothing-waits")];
  const lines = waiting
    .slice(0, SHOWN)
    .map(({ id, heldAt, why }) =>
      phrase(about, "command-waits", { number: String(id), date: heldAt.slice(0, 10), why }),
    );
  const more = waiting.length - lines.length;
  return more === 0 ? lines : [...lines, phrase(about, "command-more", { count: more })];
});
const distributed = wanted(heldAccept, ({ accepted }, about) =>
  accepted.map((number) => phrase(about, "command-accepted", { number: String(number) })),
);
const rejected = wanted(heldReject, ({ rejected: done }, about) =>
  done.map(({ id }) => phrase(about, "command-rejected", { number: String(id) })),
);

const discarded = wanted(heldDiscard, ({ discarded: done }, about) =>
  done.map((number) => phrase(about, "command-discarded", { number: String(number) })),
);

export const MODERATION = [index, distributed, rejected, discarded];

export const MODINDEX: ListVerb = {
  about: "list",
  syntax: "MODINDEX LIST",
  summary: "command-help-modindex",
  read: ({ list, person }) => [
    { list, function: "moderate", email: person.address, wanted: index, input: { list: list.address } },
  ],
};

export const DISTRIBUTE: ListVerb = {
  about: "list",
  syntax: "DISTRIBUTE LIST NUMBER",
  summary: "command-help-distribute",
  read({ list, words, person }) {
    const id = numberOf(words[0]);
    if (id === null) return WRONG;
    const input = { list: list.address, ids: [id] };
    return [{ list, function: "moderate", email: person.address, wanted: distributed, input, message: id }];
  },
};

export const REJECT: ListVerb = {
  about: "list",
  syntax: "REJECT LIST NUMBER [REASON]",
  summary: "command-help-reject",
  read({ desk, list, words, person }) {
    const id = numberOf(words[0]);
    if (id === null) return WRONG;
    const reason = words.slice(1).join(" ") || phrase(desk, "command-no-reason");
    const input = { list: list.address, ids: [id], reason };
    return [{ list, function: "moderate", email: person.address, wanted: rejected, input, message: id }];
  },
};

export const DISCARD: ListVerb = {
  about: "list",
  syntax: "DISCARD LIST NUMBER",
  summary: "command-help-discard",
  read({ list, words, person }) {
    const id = numberOf(words[0]);
    if (id === null) return WRONG;
    const input = { list: list.address, ids: [id] };
    return [{ list, function: "moderate", email: person.address, wanted: discarded, input, message: id }];
  },
};

function numberOf(word: string | undefined): number | null {
  return word !== undefined && /^#?[1-9]\d{0,14}$/.test(word) ? Number(word.replace("#", "")) : null;
}
