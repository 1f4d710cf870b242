/** `less_than`: by number if the left side is one and neither is empty, else by letters. */
import { trimBlanks } from "../parse/perl-text.ts";

/** What C's strtod reads to the end. */
const WHOLE = /^[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|0x[\da-f]+|inf(?:inity)?|nan)$/i;
const DECIMAL = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/i;

/** @param right a text, or a Perl array's name and place in memory */
export function isLessThan(left: string, right: string | { text: string; number: number }): boolean {
  const a = trimBlanks(left);
  const b = trimBlanks(typeof right === "string" ? right : right.text);
  if (b === "" || !WHOLE.test(a)) return a < b;
  return perlNumber(a) < (typeof right === "string" ? perlNumber(b) : right.number);
}

/** QUIRK: the number that a text begins with, or 0; hexadecimal digits are none. */
function perlNumber(text: string): number {
  if (/^[-+]?inf/i.test(text)) return text.startsWith("-") ? -Infinity : Infinity;
  if (/^[-+]?nan/i.test(text)) return NaN;
  return Number(DECIMAL.exec(text)?.[0] ?? 0);
}
