/**
 * Text from outside (names, header fields, user ids, replies of other servers) on its way to a terminal:
 * control characters could move the cursor, and what is invisible could hide or reorder what is read. The two joiners
 * of scripts and emoji stay.
 */
const UNSAFE = /(?![\u{200c}\u{200d}])[\p{Cc}\p{Cf}\u{2028}\u{2029}]/gu;

/** One line: line ends become visible too. */
export function printable(text: string): string {
  return text.replaceAll(UNSAFE, "\u{fffd}");
}

/** Several lines: line ends stay. Everything that goes to a terminal passes here. */
export function printableLines(text: string): string {
  return text.split("\n").map(printable).join("\n");
}

/** JSON with the same characters escaped: for a program the same value, on a terminal nothing else. */
export function printableJson(value: unknown, indent?: number): string {
  const lines = JSON.stringify(value, null, indent).split("\n");
  return lines.map((line) => line.replaceAll(UNSAFE, escaped)).join("\n");
}

function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
  return units.map((unit) => String.raw`\u${unit.toString(16).padStart(4, "0")}`).join("");
}
