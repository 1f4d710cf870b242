import { usageError } from "../session.ts";

/** A number that a table of ours showed. @throws AppError bad-input */
export function rowNumber(word: string): number {
  if (/^[1-9]\d{0,14}$/.test(word)) return Number(word);
  throw usageError(`“${word}” is not a number from the list.`);
}
