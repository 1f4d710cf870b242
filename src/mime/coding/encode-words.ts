/** Writes encoded words (RFC 2047), in UTF-8. */
import { utf8 } from "#base";

/** Longest text inside one word: 75 columns less "=?utf-8?Q?" and "?=" (RFC 2047 §2). */
const LONGEST_TEXT = 63;
const LONGEST_PLAIN_WORD = 900;

/**
 * For unstructured fields and phrases: plain words at both ends stay readable, all between the first and
 * the last that need it is encoded. Line ends and NUL become spaces first.
 */
export function encodeWords(text: string): string {
  const clean = text.replace(/[\r\n\0]+/g, " ");
  const pieces = clean.split(/(?<= )(?=[^ ])/);
  const first = pieces.findIndex(needsEncoding);
  if (first === -1) return clean;
  const last = pieces.findLastIndex(needsEncoding);
  const middle = pieces.slice(first, last + 1).join("");
  const trimmed = middle.trimEnd();
  // White space that no line could hold is encoded with the words.
  const core = middle.length - trimmed.length > LONGEST_PLAIN_WORD ? middle : trimmed;
  const after = middle.slice(core.length) + pieces.slice(last + 1).join("");
  return pieces.slice(0, first).join("") + encodeAll(core) + after;
}

/** The whole text as encoded words, in the shorter of the two encodings. */
export function encodeAll(text: string): string {
  const characters = Array.from(text.replace(/[\r\n\0]+/g, " "));
  const quoted = characters.map((character) => quote(character));
  const base64Length = Math.ceil(Buffer.byteLength(text) / 3) * 4;
  if (quoted.join("").length <= base64Length) return words("Q", quoted, LONGEST_TEXT).join(" ");
  const chunks = words("B", characters, Math.floor(LONGEST_TEXT / 4) * 3);
  return chunks.join(" ");
}

function needsEncoding(word: string): boolean {
  return /[^\t\x20-\x7e]|=\?/.test(word) || word.length > LONGEST_PLAIN_WORD;
}

/** RFC 2047 §5 (3): the only characters that may stand for themselves in a phrase. */
function quote(character: string): string {
  if (/^[A-Za-z0-9!*+/-]$/.test(character)) return character;
  if (character === " ") return "_";
  const octets = [...utf8(character)];
  return octets.map((octet) => `=${octet.toString(16).toUpperCase().padStart(2, "0")}`).join("");
}

/** No word ends within a character (RFC 2047 §5). */
function words(encoding: "B" | "Q", units: readonly string[], longest: number): string[] {
  const chunks: string[] = [];
  let chunk = "";
  for (const unit of units) {
    if (chunk !== "" && Buffer.byteLength(chunk) + Buffer.byteLength(unit) > longest) {
      chunks.push(chunk);
      chunk = "";
    }
    chunk += unit;
  }
  chunks.push(chunk);
  const inner = (text: string): string =>
    encoding === "Q" ? text : Buffer.from(text, "utf8").toString("base64");
  return chunks.map((text) => `=?utf-8?${encoding}?${inner(text)}?=`);
}
