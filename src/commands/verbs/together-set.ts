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
  const firsts = new Map<string, number>();
  const merged: ReadCommand[] = [];
  for (const command of commands) {
    const choice = choiceOf(own, command);
    const first = choice === null ? undefined : firsts.get(choice.name);
    const before = first === undefined ? undefined : merged[first];
    if (choice === null || first === undefined || before === undefined) {
      if (choice !== null) firsts.set(choice.name, merged.length);
      merged.push(command);
    } else merged[first] = { ...before, words: [...before.words, ...choice.words] };
  }
  return merged;
}

interface Choosing {
  /** Whose membership of which list, as far as words tell. */
  readonly name: string;
  readonly words: readonly string[];
}

function choiceOf(own: StoredList | null, { name, words }: ReadCommand): Choosing | null {
  if (name !== "SET") return null;
  const [first = "", ...rest] = words;
  const isOwn = own !== null && [own.address, localPartOf(own.address)].some((one) => sameWord(one, first));
  const named = own === null || isOwn;
  const options = named ? rest : words;
  if (readChoice(options) === null) return null;
  return { name: own === null ? first.toLowerCase() : "", words: options };
}

function sameWord(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
