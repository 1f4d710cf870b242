/** The cleartext signature framework (RFC 9580 §7), read so that nothing but the signed text comes out. */
import { type Bytes, err, fromLatin1, LIMITS, ok, type Result, type WhyCode } from "#base";
import { skipWhiteSpace, TextLines } from "./text-lines.ts";

export interface Cleartext {
  /** CRLF between lines, no white space at their ends, no line end behind the last: what was signed. */
  readonly content: Bytes;
  /** The armoured signature. */
  readonly signature: Bytes;
}

const HEAD = "-----BEGIN PGP SIGNED MESSAGE-----";
const SIGNATURE_HEAD = "-----BEGIN PGP SIGNATURE-----";
const SIGNATURE_TAIL = "-----END PGP SIGNATURE-----";
const HASH_HEADER = /^Hash: [A-Za-z0-9, -]+$/;
const [CR, LF, SPACE, DASH] = [0x0d, 0x0a, 0x20, 0x2d];

export function isCleartext(text: Bytes): boolean {
  const start = skipWhiteSpace(text);
  return fromLatin1(text.subarray(start, start + HEAD.length)) === HEAD;
}

/** "too-large" beyond `LIMITS.cleartextBytes`. */
export function readCleartext(source: Bytes): Result<Cleartext, WhyCode> {
  if (source.length > LIMITS.cleartextBytes) return err("too-large");
  const lines = new TextLines(source);
  const content = skipHeaders(lines) ? readText(lines, source) : null;
  if (content === null) return err("malformed");
  const signatureStart = lines.start;
  let hasMore = true;
  while (hasMore && !lines.is(SIGNATURE_TAIL)) hasMore = lines.next();
  if (!hasMore) return err("malformed");
  const signature = source.subarray(signatureStart, lines.end);
  const isLast = fromLatin1(source.subarray(lines.end)).trim() === "";
  return isLast ? ok({ content, signature }) : err("changed-on-the-way");
}

/** To the blank line above the text. Only Hash is allowed there: other words look signed and are not. */
function skipHeaders(lines: TextLines): boolean {
  if (!lines.next() || !lines.is(HEAD)) return false;
  while (lines.next()) {
    if (lines.is("")) return true;
    if (!HASH_HEADER.test(lines.text())) return false;
  }
  return false;
}

/**
 * The lines up to the head of the signature, which becomes the current one; null without it. RFC 9580 §7.2:
 * an escaped line loses "- "; any other line beginning with a dash cannot be here.
 */
function readText(lines: TextLines, source: Bytes): Bytes | null {
  // A bare LF becomes two octets; nothing else grows.
  const text = Buffer.allocUnsafe(2 * (source.length - lines.end));
  let length = 0;
  for (let isFirst = true; lines.next(); isFirst = false) {
    if (lines.is(SIGNATURE_HEAD)) return text.subarray(0, length);
    if (!isFirst) {
      text[length++] = CR;
      text[length++] = LF;
    }
    const isDashed = source[lines.start] === DASH && lines.start < lines.end;
    if (isDashed && source[lines.start + 1] !== SPACE) return null;
    const from = Math.min(lines.end, lines.start + (isDashed ? 2 : 0));
    text.set(source.subarray(from, lines.end), length);
    length += lines.end - from;
  }
  return null;
}
