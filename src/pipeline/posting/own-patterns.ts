/**
 * Owners' expressions for one message: loaded when there is one, and tried with all they are to look through only as far as
 * one message may cost (S10). What costs more is taken for a fit, so that owners look at it.
 */
import { LIMITS } from "#base";
import type { Fits } from "#lists";

/** @param texts the settings that may have expressions; where all are empty nothing is loaded */
export async function ownPatterns(...texts: readonly string[]): Promise<Fits> {
  if (texts.every((text) => text.trim() === "")) return () => false;
  const { matcherOfText } = await import("#scenario");
  const known = new Map<string, ReturnType<typeof matcherOfText>>();
  let work = LIMITS.scenarioMatchWork;
  return (expression, text) => {
    const matcher = known.get(expression) ?? matcherOfText(expression);
    known.set(expression, matcher);
    work -= text.length * matcher.states;
    return work < 0 || matcher.matches(text);
  };
}
