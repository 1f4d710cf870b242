/** What was found of a message when it came, as its copies say it: Authentication-Results, and the next set of ARC. */
import { type Bytes, utf8 } from "#base";
import type { ChainStatus } from "#domains";
import type { List } from "#lists";
import type { FieldList } from "#mime";
import type { Authentication, OutgoingFacts } from "../outgoing-facts.ts";

interface Facts {
  readonly list: Pick<List, "settings">;
  readonly outgoing: OutgoingFacts;
}

/** RFC 8601 §2.2. */
export function authenticationFields({ list, outgoing }: Facts): FieldList {
  const found = foundOf({ list, outgoing });
  if (found === null || list.settings.authentication_results === "no") return [];
  return [["Authentication-Results", payload(found, found.results)]];
}

/** What seals the copies as they leave (RFC 8617 §5.1); null: nothing is sealed. */
export function arcOf({ list, outgoing }: Facts): Bytes | null {
  const found = foundOf({ list, outgoing });
  const set = nextSet(outgoing);
  if (found === null || set === null) return null;
  const results = payload(found, [...found.results, `arc=${found.chain}`]);
  return utf8(JSON.stringify({ ...set, results }));
}

export interface NextSet {
  readonly instance: number;
  /** What its seal says of those before it. */
  readonly chain: ChainStatus;
}

/** What encloses a post has no chain yet, whatever became of that inside; null: there is none to begin or to go on. */
export function nextSet({ authentication, from }: OutgoingFacts): NextSet | null {
  if (authentication === null || authentication.chain === null) return null;
  if (from === "wrap") return { instance: 1, chain: "none" };
  const { chain, nextInstance } = authentication;
  return nextInstance === null ? null : { instance: nextInstance, chain };
}

/** On an anonymous list nothing that was found is said, whoever found it. */
function foundOf({ list, outgoing }: Facts): Authentication | null {
  return list.settings.anonymous_list === "yes" ? null : outgoing.authentication;
}

function payload({ authservId }: Authentication, results: readonly string[]): string {
  return [authservId, ...(results.length === 0 ? ["none"] : results)].join("; ");
}
