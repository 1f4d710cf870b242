/** Quoted-printable (RFC 2045 §6.7). */
import { type Bytes, latin1 } from "#base";
import { CR, LF } from "../line-ends.ts";

const EQUALS = 0x3d;
const LONGEST_LINE = 76;

/** Undoes it. QUIRK: what is no valid "=XX" stays as it is; lower-case hex is read (RFC 2045 §6.7, note). */
export function decodeQuotedPrintable(bytes: Bytes): Bytes {
  const out = new Uint8Array(bytes.length);
  let to = 0;
  let at = 0;
  while (at < bytes.length) {
    const octet = bytes[at]!;
    if (octet === EQUALS) {
      const hex = hexPair(bytes, at + 1);
      const softBreak = hex === -1 ? softBreakEnd(bytes, at + 1) : -1;
      if (softBreak !== -1) {
        at = softBreak;
        continue;
      }
      out[to++] = hex === -1 ? octet : hex;
      at += hex === -1 ? 1 : 3;
    } else if (octet === 0x20 || octet === 0x09) {
      // Rule 3: white space at the end of a line was added on the way.
      const end = skipWhiteSpace(bytes, at);
      if (!isLineEnd(bytes, end)) for (let i = at; i < end; i++) out[to++] = bytes[i]!;
      at = end;
    } else {
      out[to++] = octet;
      at++;
    }
  }
  return out.subarray(0, to);
}

function hexPair(bytes: Bytes, at: number): number {
  const high = hexDigit(bytes[at]);
  const low = hexDigit(bytes[at + 1]);
  return high === -1 || low === -1 ? -1 : high * 16 + low;
}

function hexDigit(octet: number | undefined): number {
  if (octet === undefined) return -1;
  if (octet >= 0x30 && octet <= 0x39) return octet - 0x30;
  const lower = octet | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

/** After "=" and white space: where the next line begins; -1 if this is no soft line break. */
function softBreakEnd(bytes: Bytes, at: number): number {
  const end = skipWhiteSpace(bytes, at);
  if (end >= bytes.length) return end;
  if (bytes[end] === CR && bytes[end + 1] === LF) return end + 2;
  return bytes[end] === LF || bytes[end] === CR ? end + 1 : -1;
}

function skipWhiteSpace(bytes: Bytes, at: number): number {
  let end = at;
  while (bytes[end] === 0x20 || bytes[end] === 0x09) end++;
  return end;
}

function isLineEnd(bytes: Bytes, at: number): boolean {
  return at >= bytes.length || bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] === LF);
}

/**
 * Writes text whose lines end with CRLF. White space at line ends and "From " at line starts are encoded
 * too, so that nothing on the way changes a signed part (RFC 3156 §3).
 */
export function encodeQuotedPrintable(canonical: Bytes): Bytes {
  const lines = Buffer.from(canonical).toString("latin1").split("\r\n");
  return latin1(lines.map(encodeLine).join("\r\n"));
}

function encodeLine(line: string): string {
  const tokens = line
    .replace(/[^\t -<>-~]/g, (character) => escapeOctet(character))
    .replace(/[ \t]$/, (character) => escapeOctet(character))
    .replace(/^From /, "=46rom ")
    .replace(/^\.$/, "=2E")
    .match(/=[0-9A-F]{2}|[^=]/g);
  return foldTokens(tokens ?? []);
}

function escapeOctet(character: string): string {
  return `=${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}

function foldTokens(tokens: readonly string[]): string {
  let text = "";
  let column = 0;
  for (const [index, token] of tokens.entries()) {
    const room = index === tokens.length - 1 ? LONGEST_LINE : LONGEST_LINE - 1;
    if (column + token.length > room) {
      text += "=\r\n";
      column = 0;
    }
    text += token;
    column += token.length;
  }
  return text;
}
