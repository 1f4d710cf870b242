/** What commands answer with, in the language of the desk. */
import { sayChosen, type TextKey } from "#i18n";
import type { Desk } from "../desk.ts";
import { refusalText } from "./refusal-text.ts";

export function phrase(
  { language }: Pick<Desk, "language">,
  key: TextKey,
  args: Readonly<Record<string, string | number>> = {},
): string {
  return sayChosen(language, key, args);
}

/** @param why the key of a reason, as scenarios name it; what has no text of its own is refused in general */
export function refusal(desk: Pick<Desk, "language">, why: string): string {
  return phrase(desk, refusalText(why));
}
