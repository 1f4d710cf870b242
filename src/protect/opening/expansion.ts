/** The way of a post over lists, as signatures tell it (RFC 2634 §4), judged by the list that it comes to. */
import type { Bytes } from "#base";
import { type ExpansionHistory, wasExpandedBy } from "#smime";

export interface Expansion {
  readonly history: ExpansionHistory;
  /** A signature that counts tells it. */
  readonly vouched: boolean;
}

export type ExpansionVerdict = "fine" | "been-here" | "unvouched" | "malformed";

/** As long as a history may be, one list less: this one adds itself. */
const MOST_BEFORE = 63;

/** @param own the list's certificates (DER), those of before too */
export function judgeExpansions(expansions: readonly Expansion[], own: readonly Bytes[]): ExpansionVerdict {
  const histories = expansions.map(({ history }) => history);
  const known = histories.filter((history) => history !== "malformed");
  if (known.some((history) => wasExpandedBy(history, own))) return "been-here";
  if (known.length < histories.length || known.flat().length > MOST_BEFORE) return "malformed";
  return expansions.every(({ vouched }) => vouched) ? "fine" : "unvouched";
}

/** MLData of all lists before this one, the first list first: what is inside was signed before what is around it. */
export function listsBefore(expansions: readonly Expansion[]): readonly Bytes[] {
  const before = expansions.toReversed().flatMap(({ history }) => (history === "malformed" ? [] : history));
  return before.slice(-MOST_BEFORE);
}
