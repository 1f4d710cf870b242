/** Base64 digits to octets without a string of all of them: such strings lie about until much else is garbage, too. */
import { type Bytes, fromLatin1 } from "./bytes.ts";

const PIECE_OCTETS = 64 * 1024;
const OTHER = /[^\w+/-]+/g;
/** By octet: 1 for digits of both alphabets (RFC 4648 §4, §5). */
const IS_DIGIT = Uint8Array.from({ length: 256 }, (_, octet) =>
  /[\w+/-]/.test(String.fromCharCode(octet)) ? 1 : 0,
);

/** What stands between digits is skipped. Padding is not looked at: it belongs behind the octets that are given. */
export function base64Octets(digits: Bytes): Bytes {
  if (digits.length <= PIECE_OCTETS) return Buffer.from(fromLatin1(digits), "base64");
  // Of the right length, so that it can be let go.
  const octets = Buffer.allocUnsafeSlow(Math.floor((count(digits) * 3) / 4));
  let [length, left] = [0, ""];
  for (let at = 0; at < digits.length; at += PIECE_OCTETS) {
    const piece = left + fromLatin1(digits.subarray(at, at + PIECE_OCTETS)).replaceAll(OTHER, "");
    // Four digits are three octets: what is over goes with the next piece.
    const whole = piece.length - (piece.length % 4);
    length += octets.write(piece.slice(0, whole), length, "base64");
    left = piece.slice(whole);
  }
  octets.write(left, length, "base64");
  return octets;
}

function count(digits: Bytes): number {
  let found = 0;
  for (let at = 0; at < digits.length; at++) found += IS_DIGIT[digits[at]!]!;
  return found;
}
