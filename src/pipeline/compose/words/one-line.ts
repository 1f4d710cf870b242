/** What strangers wrote, as it may stand in a line of ours. */

const LONGEST = 200;

const JOINED =
  "[\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Devanagari}\\p{Script=Bengali}\\p{Script=Malayalam}\\p{Script=Sinhala}]";
/** Between letters that are written joined, U+200C is a part of the word. */
const INVISIBLE = new RegExp(`[^\\P{Cf}\\u200c]|(?<!${JOINED})\\u200c|\\u200c(?!${JOINED})`, "gu");

/**
 * One line of bounded length that reads from left to right: no line ends, no invisible characters that turn
 * or hide what stands beside them, no white space that pushes it away.
 */
export function oneLine(text: string, longest: number = LONGEST): string {
  const line = text
    .replaceAll(INVISIBLE, "")
    .replaceAll(/[\p{Cc}\s]+/gu, " ")
    .trim();
  const characters = Array.from(line);
  return characters.length <= longest ? line : `${characters.slice(0, longest).join("")} …`;
}
