import { LIMITS } from "#base";
import { COMPILING } from "./matches-within.ts";
import { type Matcher, matcherOfText } from "./owners-pattern.ts";

export interface AnyOf {
  /** Whether one of them fits; null: none of those that were compiled, so nobody knows. */
  readonly fits: (text: string) => boolean | null;
  /** They are all compiled. */
  readonly isWhole: boolean;
}

/**
 * Owners' expressions that are tried together, compiled once, and only as many as one text may cost (S10). What is no
 * expression fits nothing.
 *
 * @param work characters times states of expressions
 * @param chars of the texts that are tried, at most
 */
export function anyOf(
  expressions: readonly string[],
  { work, chars }: { readonly work: number; readonly chars: number },
): AnyOf {
  const matchers: Matcher[] = [];
  let left = work;
  for (const expression of expressions) {
    const matcher = matcherOfText(expression);
    left -= matcher.states * chars + COMPILING * (matcher.states || LIMITS.scenarioPatternStates);
    if (left < 0) break;
    matchers.push(matcher);
  }
  const isWhole = matchers.length === expressions.length;
  const fits = (text: string): boolean | null =>
    matchers.some((matcher) => matcher.matches(text)) || (isWhole ? false : null);
  return { fits, isWhole };
}
