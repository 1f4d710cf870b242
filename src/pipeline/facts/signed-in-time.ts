/** Whether a signature counts by its time (S4): judged at arrival, neither too old nor ahead of us. */
import { LIMITS } from "#base";

/** @param at when it was made; null: it does not say, and counts for nothing that is ordered */
export function isSignedInTime(at: Date | null | undefined, arrivedAt: Date): boolean {
  if (at === null || at === undefined) return false;
  const age = arrivedAt.getTime() - at.getTime();
  return age <= LIMITS.signatureAgeMs && -age <= LIMITS.signatureAheadMs;
}
