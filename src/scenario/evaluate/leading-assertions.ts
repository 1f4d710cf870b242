/**
 * Takes look-ahead from the beginning of an expression, where it can be asked by itself: `^(?!A)B` matches where `^B`
 * does and `^A` does not. Elsewhere a linear engine has none.
 */

export interface Assertion {
  readonly negative: boolean;
  /** Anchored at the beginning. */
  readonly pattern: string;
}

export function leadingAssertions(pattern: string): { assertions: readonly Assertion[]; rest: string } {
  const anchor = /^(?:\^|\\A)/.exec(pattern)?.[0];
  if (anchor === undefined) return { assertions: [], rest: pattern };
  const assertions: Assertion[] = [];
  let rest = pattern.slice(anchor.length);
  while (/^\(\?[!=]/.test(rest)) {
    const end = groupEnd(rest);
    if (end === null) break;
    assertions.push({ negative: rest[2] === "!", pattern: `${anchor}(?:${rest.slice(3, end)})` });
    rest = rest.slice(end + 1);
  }
  return hasTopAlternative(rest) ? { assertions: [], rest: pattern } : { assertions, rest: anchor + rest };
}

/** The bracket that closes the group which the text begins with. */
function groupEnd(text: string): number | null {
  for (const { depth, at, char } of structure(text)) if (char === ")" && depth === 0) return at;
  return null;
}

/** With an alternative beside it, the assertion is no condition of the whole. */
function hasTopAlternative(text: string): boolean {
  for (const { depth, char } of structure(text)) if (char === "|" && depth === 0) return true;
  return false;
}

/** Brackets and alternatives outside of classes, with the depth behind them. */
function* structure(text: string): Generator<{ depth: number; at: number; char: string }> {
  let depth = 0;
  let inClass = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? "";
    if (char === "\\") at += 1;
    else if (inClass) inClass = char !== "]";
    else if (char === "[") {
      inClass = true;
      // The first bracket in a class stands for itself.
      if (text[at + 1] === "^") at += 1;
      if (text[at + 1] === "]") at += 1;
    } else if (char === "(" || char === ")" || char === "|") {
      depth += char === "(" ? 1 : char === ")" ? -1 : 0;
      yield { depth, at, char };
    }
  }
}
