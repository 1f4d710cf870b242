/** What ended by itself since the summary before: held messages that nobody decided about, keys that made room. */
import { say, type TextKey } from "#i18n";
import { type List, voiceOf } from "#lists";
import type { UntoldCount } from "#store";
import { oneLine } from "../../compose/words/one-line.ts";
import { andMore } from "./and-more.ts";

/** So many are named; the rest is counted. */
const NAMED = 10;

/** @param counts by address, the most first; who wrote to an anonymous list is not named */
export function endedLines(list: List, counts: readonly UntoldCount[]): readonly string[] {
  return [
    ...linesOf(list, counts, "held", "owner-summary-ended-held"),
    ...linesOf(list, counts, "offer", "owner-summary-ended-offer"),
  ];
}

function linesOf(
  list: List,
  counts: readonly UntoldCount[],
  what: UntoldCount["what"],
  key: Extract<TextKey, `owner-summary-ended-${string}`>,
): readonly string[] {
  const those = counts.filter((one) => one.what === what);
  const count = those.reduce((sum, one) => sum + one.count, 0);
  if (count === 0) return [];
  const isAnonymous = what === "held" && list.settings.anonymous_list === "yes";
  const who = isAnonymous ? "–" : named(those);
  return [say(voiceOf(list), key, { count: String(count), who, list: list.address }), ""];
}

function named(those: readonly UntoldCount[]): string {
  const some = those
    .slice(0, NAMED)
    .map(({ address, count }) => `${oneLine(address) || "–"}${count > 1 ? ` (${count})` : ""}`);
  const more = those.slice(NAMED).reduce((sum, { count }) => sum + count, 0);
  return andMore(some, more);
}
