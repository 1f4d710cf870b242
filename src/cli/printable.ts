/**
 * Text from outside (names, header fields, user ids, replies of other servers) on its way to a terminal:
 * control characters could move the cursor or hide things, direction marks could reorder what is read.
 */
const UNSAFE = /[\p{Cc}\u{2028}\u{2029}\u{202a}-\u{202e}\u{2066}-\u{2069}]/gu;

/** One line: line ends become visible too. */
export function printable(text: string): string {
  return text.replaceAll(UNSAFE, "\u{fffd}");
}

/** Several lines: line ends stay. Everything that goes to a terminal passes here. */
export function printableLines(text: string): string {
  return text.split("\n").map(printable).join("\n");
}
