/**
 * What a mail sets of one membership is one choice: one command, and one question where it has to be proved. Mailman has a
 * line for each option.
 */
import { localPartOf } from "#base";
import type { StoredList } from "#store";
import type { ReadCommand } from "../reading/read-commands.ts";
import { readChoice } from "./read-choice.ts";

/** Those that are no options stay by themselves. */
export function togetherSet(
  own: StoredList | null,
  commands: readonly ReadCommand[],
): readonly ReadCommand[] {
  const firsts = new Map<string, First>();
  const merged: ReadCommand[] = [];
  for (const command of commands) {
    const choice = choiceOf(own, command);
    const first = choice === null ? undefined : firsts.get(choice.name);
    const before = first === undefined ? undefined : merged[first.at];
    if (choice === null || first === undefined || before === undefined) {
      if (choice !== null) firsts.set(choice.name, { ...choice, at: merged.length });
      merged.push(command);
    } else {
      first.words = together(first.words, choice.words);
      merged[first.at] = { ...before, words: [...first.list, ...first.words] };
    }
  }
  return merged;
}

interface Choosing {
  /** Whose membership of which list, as far as words tell. */
  readonly name: string;
  /** The word that names the list; none at its own address. */
  readonly list: readonly string[];
  words: readonly string[];
}

interface First extends Choosing {
  /** Where it stands. */
  readonly at: number;
}

function choiceOf(own: StoredList | null, { name, words }: ReadCommand): Choosing | null {
  if (name !== "SET") return null;
  const behind = behindList(own, words);
  return readChoice(behind.words) === null ? null : behind;
}

/** At a list's own address its name may be left out. */
export function behindList(own: StoredList | null, words: readonly string[]): Choosing {
  const [first = ""] = words;
  const isOwn = own !== null && [own.address, localPartOf(own.address)].some((one) => sameWord(one, first));
  const named = own === null || isOwn ? 1 : 0;
  const name = own === null ? first.toLowerCase() : "";
  return { name, list: words.slice(0, named), words: words.slice(named) };
}

/** Behind `name` all is the name, so it stands last. */
function together(before: readonly string[], added: readonly string[]): readonly string[] {
  const [one, other] = [withName(before), withName(added)];
  return [...one.options, ...other.options, ...(other.name.length > 0 ? other.name : one.name)];
}

function withName(words: readonly string[]) {
  const at = words.findIndex((word) => sameWord(word, "name"));
  return at < 0 ? { options: words, name: [] } : { options: words.slice(0, at), name: words.slice(at) };
}

function sameWord(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
