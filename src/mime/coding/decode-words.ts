/** Reads encoded words in header fields (RFC 2047, with the language tag of RFC 2231 §5). */
import { type Bytes, concatBytes, utf8 } from "#base";
import { decodeCharset } from "./charset.ts";
import { decodeQuotedPrintable } from "./quoted-printable.ts";

const WORD = /=\?([\w!#$%&'+^`{}~.:-]+)(?:\*[\w-]*)?\?([BbQq])\?([^?]*)\?=/g;

interface Word {
  readonly start: number;
  readonly end: number;
  readonly charset: string;
  readonly octets: Bytes;
}

/**
 * The text that people read. Words of an unknown charset stay as they are. Control characters and line
 * separators become spaces, whatever was encoded: the result never starts a new header field.
 *
 * QUIRK: words inside quotes, without white space around them, or with spaces in them are decoded as well;
 * characters cut in two between words are put together.
 */
export function decodeWords(value: string): string {
  let text = "";
  let at = 0;
  for (const run of runsOf(wordsOf(value), value)) {
    text +=
      value.slice(at, run.start) +
      (decodeCharset(run.octets, run.charset) ?? value.slice(run.start, run.end));
    at = run.end;
  }
  return (text + value.slice(at)).replace(/[\p{Cc}\u2028\u2029]/gu, " ");
}

function wordsOf(value: string): Word[] {
  return [...value.matchAll(WORD)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    charset: match[1]!.toLowerCase(),
    octets: match[2]!.toUpperCase() === "B" ? Buffer.from(match[3]!, "base64") : decodeQ(match[3]!),
  }));
}

function decodeQ(text: string): Bytes {
  return decodeQuotedPrintable(utf8(text.replaceAll("_", "=20").replace(/ $/, "=20")));
}

/** White space between two words is not shown (RFC 2047 §6.2); words of one charset are decoded together. */
function runsOf(words: readonly Word[], value: string): Word[] {
  const runs: Word[] = [];
  for (const word of words) {
    const before = runs.at(-1);
    if (!before || !/^[ \t\r\n]*$/.test(value.slice(before.end, word.start))) runs.push(word);
    else if (before.charset === word.charset)
      runs[runs.length - 1] = { ...before, end: word.end, octets: concatBytes(before.octets, word.octets) };
    else runs.push({ ...word, start: before.end });
  }
  return runs;
}
