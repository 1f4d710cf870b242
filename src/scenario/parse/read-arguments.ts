/**
 * The arguments of a condition, as written. Reading stops at the first thing that is no argument; what stands behind is
 * passed over, as Sympa does, and told for `lint`.
 */
import { skipBlanks } from "./perl-text.ts";
import { regexpEnd } from "./regexp-end.ts";

export interface ReadArguments {
  readonly texts: readonly string[];
  /** What was passed over; "" if everything was read. */
  readonly rest: string;
}

const VARIABLE = /\[\w+(?:->[\w-]+)?\](?:\[[-+]?\d+\])?/y;
const BARE = /[\w.-]+/y;

export function readArguments(text: string): ReadArguments {
  const texts: string[] = [];
  let at = 0;
  for (;;) {
    const start = skipBlanks(text, at);
    const end = tokenEnd(text, start);
    if (end === null) return { texts, rest: text.slice(start) };
    texts.push(text.slice(start, end));
    at = skipBlanks(text, end);
    if (text[at] === ",") at += 1;
  }
}

function tokenEnd(text: string, start: number): number | null {
  const first = text[start];
  if (first === "[") return endOf(VARIABLE, text, start);
  if (first === "'" || first === '"') return quotedEnd(text, start, first);
  if (first === "/") {
    const end = regexpEnd(text, start + 1);
    return end === null ? null : end + 1;
  }
  return endOf(BARE, text, start);
}

function endOf(pattern: RegExp, text: string, start: number): number | null {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : null;
}

/** QUIRK: up to the last quote before the next comma or bracket, so that `'a' 'b'` is one argument. */
function quotedEnd(text: string, start: number, quote: string): number | null {
  const stop = text.slice(start + 1).search(/[,)]/);
  const limit = stop === -1 ? text.length : start + 1 + stop;
  const last = text.lastIndexOf(quote, limit - 1);
  return last > start ? last + 1 : null;
}
