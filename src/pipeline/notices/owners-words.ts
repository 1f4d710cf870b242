import type { List } from "#lists";
import { expandPlaceholders } from "../compose/words/list-placeholders.ts";

/** What owners wrote for a mail of the list's (`welcome_msg`, `goodbye_msg`, answers), in lines; none for none. */
export function ownersWords(text: string, list: List): readonly string[] {
  return text.trim() === "" ? [] : expandPlaceholders(text.trimEnd(), list, null).split("\n");
}
