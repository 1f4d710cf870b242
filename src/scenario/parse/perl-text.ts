/**
 * What Perl understands by blank, word and lower case, for text that Sympa's parser reads as octets: JavaScript's `\s`
 * knows more blanks, and `.` fewer line ends.
 */

const BLANKS = " \t\n\v\f\r";

/** One blank, for use within a regular expression. */
export const BLANK = "[ \\t\\n\\v\\f\\r]";

export function isBlank(char: string | undefined): boolean {
  return char !== undefined && char !== "" && BLANKS.includes(char);
}

/** The first position at or behind `from` that is no blank. */
export function skipBlanks(text: string, from: number): number {
  let at = from;
  while (isBlank(text[at])) at += 1;
  return at;
}

/** Where the blanks begin that end before `end`. */
export function blanksBefore(text: string, end: number): number {
  let at = end;
  while (at > 0 && isBlank(text[at - 1])) at -= 1;
  return at;
}

export function trimBlanks(text: string): string {
  const from = skipBlanks(text, 0);
  return text.slice(from, Math.max(from, blanksBefore(text, text.length)));
}
