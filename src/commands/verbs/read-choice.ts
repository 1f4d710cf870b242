import { AppError } from "#base";
import { readOptionWords } from "#operations";

/** What a member chooses by these words; null: they are no options, or such that nothing would come of. */
export function readChoice(words: readonly string[]): ReturnType<typeof readOptionWords> | null {
  try {
    return readOptionWords(words);
  } catch (thrown) {
    if (AppError.fromUnknown(thrown).code === "bad-input") return null;
    throw thrown;
  }
}
