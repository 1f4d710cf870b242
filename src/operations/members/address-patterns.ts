/**
 * Lists of addresses that owners write: addresses, and expressions that begin with `^`, with white space between them.
 * Expressions are matched in time that grows with the address alone.
 */
import { addressKey, type EmailAddress, parseEmailAddress } from "#base";
import { compileOwnersPattern, matchesText } from "#scenario";

/** Whether an address is one of them, or fits an expression. */
export function isAmong(patterns: string, address: EmailAddress): boolean {
  const key = addressKey(address);
  return words(patterns).some((word) => {
    if (isExpression(word)) return matchesText(word, key);
    const named = parseEmailAddress(word);
    return named.ok && addressKey(named.value) === key;
  });
}

/** A sentence for each word that is neither; none if all is well. */
export function wrongPatterns(patterns: string): readonly string[] {
  return words(patterns).flatMap((word) => {
    if (!isExpression(word)) {
      const named = parseEmailAddress(word);
      return named.ok ? [] : [`“${word}” is neither an address nor an expression that begins with ^`];
    }
    const compiled = compileOwnersPattern(word);
    return compiled.ok ? [] : [`“${word}”: ${compiled.error}`];
  });
}

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}

function isExpression(word: string): boolean {
  return word.startsWith("^");
}
