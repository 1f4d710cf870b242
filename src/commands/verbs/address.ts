/** Addresses of one's own: ADDRESS. A new one is asked whether it is theirs, by a mail that it answers. */
import { type EmailAddress, parseEmailAddress } from "#base";
import { memberAddressAsk, memberAddressConfirm, memberAddressDrop } from "#operations";
import { wanted } from "../asking/wish.ts";
import { phrase } from "../texts/phrase.ts";
import { type ListVerb, WRONG } from "./verb.ts";

const asked = wanted(memberAddressAsk, ({ other, state }, about) => [
  phrase(about, `command-address-${state}`, { address: other }),
]);
const dropped = wanted(memberAddressDrop, ({ other, lists }, about) =>
  lists.map((list) => phrase(about, "command-address-dropped", { address: other, list })),
);

/** Only what is held for it runs this: the new address answered. */
const confirmed = wanted(memberAddressConfirm, ({ other, lists }, about) =>
  lists.map((list) => phrase(about, "command-address-taken", { address: other, list })),
);

export const ADDRESSES = [asked, dropped, confirmed];

const HOW: Readonly<Record<string, "add" | "move" | "drop">> = { add: "add", move: "move", drop: "drop" };

export const ADDRESS: ListVerb = {
  about: "list",
  everyList: true,
  asOne: () => true,
  syntax: "ADDRESS LIST MOVE|ADD|DROP ADDRESS",
  summary: "command-help-address",
  read({ list, others: rest, words, person }) {
    const how = HOW[(words[0] ?? "").toLowerCase()];
    const other = addressOf(words[1]);
    if (how === undefined || other === null || words.length > 2) return WRONG;
    const { address } = person;
    const others = rest.map((one) => one.address);
    const about = { list, function: "own-address", email: address };
    const input = { list: list.address, others, address, other };
    return how === "drop"
      ? [{ ...about, wanted: dropped, input }]
      : [{ ...about, wanted: asked, input: { ...input, how } }];
  },
};

/** Mail programs put `<` and `>` around it. */
function addressOf(word: string | undefined): EmailAddress | null {
  const parsed = parseEmailAddress((word ?? "").replaceAll(/^<|>$/g, ""));
  return parsed.ok ? parsed.value : null;
}
