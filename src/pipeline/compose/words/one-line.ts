/** What strangers wrote, as it may stand in a line of ours. */

const LONGEST = 200;

/**
 * One line of bounded length that reads from left to right: no line ends, no invisible characters that turn
 * or hide what stands beside them, no white space that pushes it away.
 */
export function oneLine(text: string, longest: number = LONGEST): string {
  const line = text
    .replaceAll(/\p{Cf}+/gu, "")
    .replaceAll(/[\p{Cc}\s]+/gu, " ")
    .trim();
  const characters = Array.from(line);
  return characters.length <= longest ? line : `${characters.slice(0, longest).join("")} …`;
}
