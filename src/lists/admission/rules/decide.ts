import type { ReasonCode } from "#base";
import type { Decision } from "../decision.ts";

export const ACCEPT: Decision = { do: "accept" };

/** A decision with its reason; `accept` has none. */
export function decide(
  verb: "accept" | "hold" | "reject" | "discard",
  code: ReasonCode,
  args: Readonly<Record<string, string | number>>,
  detail: string,
): Decision {
  return verb === "accept" ? ACCEPT : { do: verb, code, args, detail };
}
