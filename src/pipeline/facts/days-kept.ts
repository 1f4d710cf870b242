import type { List, Refusal } from "#lists";

/** Days that held or refused mail lies with the server; 0: until somebody decides. */
export function daysKept({ settings }: List, decision: Refusal): number {
  return decision.do === "hold" ? settings.max_days_to_hold : settings.refused_days;
}
