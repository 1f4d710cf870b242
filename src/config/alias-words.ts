import { parseEmailAddress } from "#base";

/** The words of `acceptable_aliases`: commas part them as well, but not within an expression. */
export function aliasWords(text: string): readonly string[] {
  return text
    .split(/\s+/)
    .flatMap((word) => (word.startsWith("^") ? [word] : word.split(",")))
    .filter((word) => word !== "");
}

/** An expression, what stands before the @ of an address, or an address. */
export function isAliasWord(word: string): boolean {
  return word.startsWith("^") || !word.includes("@") || parseEmailAddress(word).ok;
}
