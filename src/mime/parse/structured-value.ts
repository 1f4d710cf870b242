/**
 * The lexical tokens of structured header fields (RFC 5322 §3.2, RFC 2045 §5.1) for address lists and
 * parameters alike: white space, comments, quoted strings. Linear in the length of the text.
 */

export interface Scanned {
  readonly text: string;
  readonly end: number;
}

/** Reads a quoted string that begins at `at`; its text is without quotes and backslashes. `null`: no closing quote. */
export function scanQuotedString(value: string, at: number): Scanned | null {
  let text = "";
  for (let i = at + 1; i < value.length; i++) {
    const character = value[i]!;
    if (character === '"') return { text, end: i + 1 };
    if (character === "\\" && i + 1 < value.length) i++;
    text += value[i];
  }
  return null;
}

/** Reads a comment that begins at `at`, nested ones included. `null`: not closed. */
export function scanComment(value: string, at: number): Scanned | null {
  let depth = 0;
  for (let i = at; i < value.length; i++) {
    const character = value[i]!;
    if (character === "\\") i++;
    else if (character === "(") depth++;
    else if (character === ")" && --depth === 0) return { text: value.slice(at + 1, i), end: i + 1 };
  }
  return null;
}

/** Skips white space and comments (CFWS); an unclosed comment runs to the end. */
export function skipCfws(value: string, at: number): number {
  let i = at;
  while (i < value.length) {
    const character = value[i]!;
    if (character === "(") i = scanComment(value, i)?.end ?? value.length;
    else if (character === " " || character === "\t") i++;
    else break;
  }
  return i;
}
