/** Quoted-printable (RFC 2045 §6.7). */
import { type Bytes, latin1, view } from "#base";
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
  const octets = view(canonical);
  const out = Buffer.allocUnsafe(mostOctets(octets));
  let to = 0;
  for (let start = 0; ;) {
    const lineEnd = octets.indexOf("\r\n", start, "latin1");
    to = writeLine(out, to, octets.subarray(start, lineEnd === -1 ? octets.length : lineEnd));
    if (lineEnd === -1) return out.subarray(0, to);
    out[to++] = CR;
    out[to++] = LF;
    start = lineEnd + 2;
  }
}

/** At most two octets of a line are encoded for where they stand: no more than the six counted for its end. */
function mostOctets(octets: Bytes): number {
  let most = 6;
  for (let at = 0; at < octets.length; at++) most += isPlain(octets[at]!) ? 1 : 3;
  return most + 3 * Math.ceil(most / (LONGEST_LINE - 3));
}

function isPlain(octet: number): boolean {
  return (octet >= 0x20 && octet <= 0x7e && octet !== EQUALS) || octet === 0x09;
}

const HEX = latin1("0123456789ABCDEF");

/** @returns where the next octet goes */
function writeLine(out: Uint8Array, start: number, line: Bytes): number {
  let to = start;
  let column = 0;
  for (let at = 0; at < line.length; at++) {
    const octet = line[at]!;
    const width = isPlain(octet) && !changesHere(line, at) ? 1 : 3;
    if (column + width > (at === line.length - 1 ? LONGEST_LINE : LONGEST_LINE - 1)) {
      out[to++] = EQUALS;
      out[to++] = CR;
      out[to++] = LF;
      column = 0;
    }
    column += width;
    if (width === 1) out[to++] = octet;
    else {
      out[to++] = EQUALS;
      out[to++] = HEX[octet >> 4]!;
      out[to++] = HEX[octet & 15]!;
    }
  }
  return to;
}

const FROM = latin1("From ");
const DOT = 0x2e;

/** The octet is at an end of the line, where something on the way would take it for something else. */
function changesHere(line: Bytes, at: number): boolean {
  const octet = line[at]!;
  if (at === line.length - 1 && (octet === 0x20 || octet === 0x09)) return true;
  if (at > 0) return false;
  if (octet === DOT) return line.length === 1;
  return line.length > FROM.length && FROM.every((expected, nth) => line[nth] === expected);
}
