/**
 * Sympa's users write SUBSCRIBE and then SET LIST DIGEST, often in one mail. Who is not on the list yet can set nothing
 * there, so the choice goes along with the request; who is keeps SET. Which of both they are changes no answer (S8).
 */
import type { DigestAsked } from "#operations";
import type { StoredList } from "#store";
import type { ReadCommand } from "../reading/read-commands.ts";
import { digestAmong } from "./digest-at-joining.ts";
import { behindList } from "./together-set.ts";
import { readChoice } from "./read-choice.ts";

const ASKED = { mime: "mime", plain: "plain", on: true, off: false } as const;

export function withChoiceAtJoining(
  own: StoredList | null,
  commands: readonly ReadCommand[],
): readonly ReadCommand[] {
  return commands.map((command, nth) => {
    if (command.name !== "SUBSCRIBE" || saysMore(command.words)) return command;
    const { name } = behindList(own, command.words);
    const chosen = commands
      .slice(nth + 1)
      .filter((one) => one.name === "SET")
      .map(({ words }) => behindList(own, words))
      .findLast((one) => one.name === name && digestOf(one.words) !== undefined);
    const digest = chosen && digestOf(chosen.words);
    return digest === undefined ? command : { ...command, digestOfSet: digest };
  });
}

/** For another address than the one whose membership SET is about, or with a choice of its own. */
function saysMore(words: readonly string[]): boolean {
  return words.some((word) => /^address=/i.test(word)) || digestAmong(words).digest !== undefined;
}

function digestOf(words: readonly string[]): DigestAsked | undefined {
  const digest = readChoice(words)?.digest;
  return digest === undefined ? undefined : ASKED[digest];
}
