/** Owners' expressions for one message: loaded when there is one, and tried only as far as one message may cost (S10). */
import { LIMITS } from "#base";
import type { Fits } from "#lists";

/** @param texts the settings that may have expressions; where all are empty nothing is loaded */
export async function ownPatterns(...texts: readonly string[]): Promise<Fits> {
  if (texts.every((text) => text.trim() === "")) return () => false;
  const { matchesWithin } = await import("#scenario");
  return matchesWithin(LIMITS.scenarioMatchWork);
}
