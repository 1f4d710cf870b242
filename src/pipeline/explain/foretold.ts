import type { EmailAddress } from "#base";
import type { Decision } from "#lists";
import type { InFlight } from "../in-flight.ts";
import type { LookingSite } from "../site.ts";
import type { ExplainedCopies, Explanation } from "./explanation.ts";

/** What a handler would do with a message that no step decided about. */
export interface Foretold {
  readonly decision: Decision;
  /** Empty unless it accepts. */
  readonly copies: readonly ExplainedCopies[];
  /** Who gets what they asked for. */
  readonly answered: EmailAddress | null;
  readonly kept: Explanation["kept"];
  readonly archived: Explanation["archived"];
  readonly digest: Explanation["digest"];
}

export type Foretell = (site: LookingSite, mail: InFlight) => Promise<Foretold>;

export const NOTHING_DONE: Omit<Foretold, "decision"> = {
  copies: [],
  answered: null,
  kept: null,
  archived: null,
  digest: null,
};
