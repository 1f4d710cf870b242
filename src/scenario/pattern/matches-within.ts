import { LIMITS } from "#base";
import { type Matcher, matcherOfText } from "./owners-pattern.ts";

/** To compile an expression costs as much as to look through so many characters with it. */
export const COMPILING = 64;

/**
 * Owners' expressions for one message, tried with texts until what they may cost together is used up (S10).
 *
 * @param work characters times states of expressions
 * @returns whether an expression, as text, fits; null: that would cost too much, so nobody knows
 */
export function matchesWithin(work: number): (expression: string, text: string) => boolean | null {
  const known = new Map<string, Matcher>();
  let left = work;
  const compiled = (expression: string): Matcher => {
    const matcher = matcherOfText(expression);
    known.set(expression, matcher);
    left -= COMPILING * (matcher.states || LIMITS.scenarioPatternStates);
    return matcher;
  };
  return (expression, text) => {
    if (left < 0) return null;
    const matcher = known.get(expression) ?? compiled(expression);
    left -= text.length * matcher.states;
    return left < 0 ? null : matcher.matches(text);
  };
}
