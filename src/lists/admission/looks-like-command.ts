/**
 * Posts that were meant for the list's program: a command as the only word, or one with the right number of words behind it
 * among the first lines or in the Subject. The words and numbers are Mailman's.
 */

/** How many words a command takes. */
const COMMANDS: ReadonlyMap<string, readonly [least: number, most: number]> = new Map([
  ["confirm", [1, 1]],
  ["help", [0, 0]],
  ["info", [0, 0]],
  ["lists", [0, 0]],
  ["options", [0, 0]],
  ["password", [2, 2]],
  ["remove", [0, 0]],
  ["set", [3, 3]],
  ["subscribe", [0, 3]],
  ["unsubscribe", [0, 1]],
  ["who", [0, 1]],
]);

/** Who writes more than this writes no command. */
const MOST_LINES = 25;
const FIRST_LINES = 5;
const SIGNATURE = /^-- ?$/;

/** @param lines of the text, without line ends */
export function looksLikeCommand(subject: string, lines: readonly string[]): boolean {
  const end = lines.findIndex((line) => SIGNATURE.test(line));
  const text = end < 0 ? lines : lines.slice(0, end);
  const written = text.filter((line) => line.trim() !== "");
  if (written.length > MOST_LINES) return false;
  const [only, ...others] = written.map((line) => line.trim().toLowerCase());
  if (only !== undefined && others.length === 0 && COMMANDS.has(only)) return true;
  return [...text.slice(0, FIRST_LINES), subject].some(isCommand);
}

function isCommand(line: string): boolean {
  const [command = "", ...words] = line.trim().toLowerCase().split(/\s+/);
  const bounds = COMMANDS.get(command);
  if (bounds === undefined || words.length < bounds[0] || words.length > bounds[1]) return false;
  return command !== "set" || words[1] === "on" || words[1] === "off";
}
