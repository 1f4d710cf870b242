/**
 * What the lines of a mail order. Read until QUIT, a signature, or a few lines that are nothing; empty lines, comments and
 * what is quoted are passed over. Any text can be read.
 */
import type { DigestAsked } from "#operations";
import { type CommandName, commandOf } from "./spellings.ts";

/** Commands of one mail, and lines that are none, before the rest is not read. */
export const MOST_COMMANDS = 25;
export const MOST_UNKNOWN = 5;
const LONGEST_LINE = 1000;

export interface ReadCommand {
  readonly name: CommandName;
  /** Nobody but who asks is told. */
  readonly quiet: boolean;
  /** The words behind it. */
  readonly words: readonly string[];
  /** Of the text, from 1; 0: it stood in the Subject. */
  readonly line: number;
  /** Of SUBSCRIBE: what a SET of the same mail chooses for who is not on the list yet. */
  readonly digestOfSet?: DigestAsked | undefined;
}

export interface ReadText {
  readonly commands: readonly ReadCommand[];
  /** Numbers of the lines that are no commands. */
  readonly unknown: readonly number[];
  /** Why the rest was not read. */
  readonly stopped: "quit" | "signature" | "too-many" | "unknown" | null;
}

export function readCommands(text: string): ReadText {
  const commands: ReadCommand[] = [];
  const unknown: number[] = [];
  for (const [at, raw] of text.split(/\r\n|\r|\n/).entries()) {
    if (/^--\s*$/.test(raw)) return { commands, unknown, stopped: "signature" };
    const line = raw.slice(0, LONGEST_LINE).trim();
    if (line === "" || line.startsWith("#") || line.startsWith(">")) continue;
    const command = readLine(line, at + 1);
    if (command?.name === "QUIT") return { commands, unknown, stopped: "quit" };
    if (command === null) unknown.push(at + 1);
    else commands.push(command);
    if (unknown.length >= MOST_UNKNOWN) return { commands, unknown, stopped: "unknown" };
    if (commands.length >= MOST_COMMANDS) return { commands, unknown, stopped: "too-many" };
  }
  return { commands, unknown, stopped: null };
}

/** The one command of a Subject, behind the marks of answers; null: it is none. */
export function readSubject(subject: string): ReadCommand | null {
  const words = subject.slice(0, LONGEST_LINE).replaceAll(/\s+/g, " ").trim();
  const command = readLine(words.replace(REPLIED, ""), 0);
  return command?.name === "QUIT" ? null : command;
}

/** Of the programs of many languages, with a colon of any width. */
const REPLIED =
  /^(?:(?:re|aw|sv|antw|atb|odp|r|ref|res|rif|vs|ynt|vá|回复|回覆|答复|返信|Σχετ|ΑΠ|Отв|Ответ|הת|השב)(?:\[\d{1,3}\])?\s?[:：]\s*){1,5}/iu;

/** What the word `quiet` in front makes of a command; alone it is none. */
function readLine(line: string, number: number): ReadCommand | null {
  const words = line.split(/\s+/);
  const quiet = words[0]?.toLowerCase() === "quiet";
  const [word = "", ...rest] = quiet ? words.slice(1) : words;
  const name = commandOf(word);
  return name === null ? null : { name, quiet, words: rest, line: number };
}
