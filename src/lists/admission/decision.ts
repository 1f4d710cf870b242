/** What becomes of a message, and the order of strictness between rules that disagree. */
import type { ReasonCode } from "#base";

/** `silent`: nobody is told and nothing is kept, as for a duplicate (S1, S4). */
export type Decision =
  | { readonly do: "accept" }
  | { readonly do: "silent"; readonly detail: string }
  | {
      readonly do: "hold" | "reject" | "discard";
      readonly code: ReasonCode;
      /** Values for the texts `reason-…` and `do-…`. */
      readonly args: Readonly<Record<string, string | number>>;
      /** For the log and the owner: facts, never content. */
      readonly detail: string;
      /** Its sender is not told. */
      readonly quiet?: true;
      /** What the owners wrote for its sender to read, in place of reason and advice. Absent: nothing. */
      readonly words?: string;
    };

/** A decision that lets nothing out and says why. */
export type Refusal = Extract<Decision, { readonly code: ReasonCode }>;

const STRICTNESS = { accept: 0, hold: 1, reject: 2, discard: 3, silent: 4 } as const;

/** The strictest answer wins: silent (a duplicate) > discard > reject > hold > accept; of equals the first. */
export function strictest(decisions: readonly Decision[]): Decision {
  return decisions.reduce<Decision>(
    (winner, next) => (STRICTNESS[next.do] > STRICTNESS[winner.do] ? next : winner),
    { do: "accept" },
  );
}

/** What would break a security rule (S6, S13) waits until the settings or the post change. */
const BEYOND_APPROVAL: readonly ReasonCode[] = ["no-integrity", "clear-not-confirmed"];

/** Approval by a moderator overrides a hold, but none that a security rule asks for, and nothing else. */
export function withApproval(decision: Decision): Decision {
  const approvable = decision.do === "hold" && !BEYOND_APPROVAL.includes(decision.code);
  return approvable ? { do: "accept" } : decision;
}
