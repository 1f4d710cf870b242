/** One's own membership: SET, and what VERIFY says of the mail itself. */
import { AppError, type WhyCode } from "#base";
import { signingAdvice, whyText } from "#i18n";
import { doorAddress } from "#lists";
import { memberSet, readOptionWords } from "#operations";
import type { StoredList } from "#store";
import { wanted } from "../asking/wish.ts";
import type { Desk } from "../desk.ts";
import { phrase, phraseOn } from "../texts/phrase.ts";
import { type ListVerb, type SayingVerb, WRONG } from "./verb.ts";

const changed = wanted(memberSet, (_view, about) => [
  phrase(about, "command-set", { list: about.list.address }),
]);

export const OWN = [changed];

export const SET: ListVerb = {
  about: "list",
  everyList: true,
  syntax: "SET LIST NOMAIL|MAIL|UNTIL YYYY-MM-DD|NOT_ME|CONCEAL|NOCONCEAL|ACK|NOACK",
  summary: "command-help-set",
  read({ list, words, person }) {
    const options = optionsOf(words);
    if (options === null) return WRONG;
    const email = person.address;
    const input = { list: list.address, address: email, options };
    return [{ list, function: "own", email, wanted: changed, input }];
  },
};

/** null: they are no options of a member, or such that nothing would come of. */
function optionsOf(words: readonly string[]): ReturnType<typeof readOptionWords> | null {
  try {
    return readOptionWords(words);
  } catch (thrown) {
    if (AppError.fromUnknown(thrown).code === "bad-input") return null;
    throw thrown;
  }
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
