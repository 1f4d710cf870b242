/** `less_than`: by number if the left side is one and neither is empty, else by letters. */
import { trimBlanks } from "./perl-text.ts";

const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/i;

export function isLessThan(left: string, right: string): boolean {
  const a = trimBlanks(left);
  const b = trimBlanks(right);
  const number = NUMBER.exec(a)?.[0];
  if (b === "" || number !== a) return a < b;
  // QUIRK: a right side that is no number counts as the number that it begins with, or 0.
  return Number(a) < Number(NUMBER.exec(b)?.[0] ?? 0);
}
