/** Base64 as a transfer encoding (RFC 2045 §6.8). */
import { base64Octets, type Bytes, fromLatin1, view } from "#base";

const LINE = 76;
const CR = 0x0d;
const LF = 0x0a;

/** Base64 in lines of 76 columns, each with CRLF at its end (RFC 2045 §6.8). */
export function encodeBase64Lines(bytes: Bytes): Bytes {
  const digits = view(bytes).toString("base64");
  const out = Buffer.allocUnsafe(digits.length + 2 * Math.ceil(digits.length / LINE));
  let from = out.length - digits.length;
  out.write(digits, from, "latin1");
  // The digits stand at the end; each line moves forward to its place, so none is overwritten unread.
  for (let to = 0; from < out.length; from += LINE, to += LINE + 2) {
    const length = Math.min(LINE, out.length - from);
    out.copyWithin(to, from, from + length);
    out[to + length] = CR;
    out[to + length + 1] = LF;
  }
  return out;
}

/** Undoes it; octets that do not belong in it are skipped. */
export function decodeBase64(body: Bytes): Bytes {
  const padding = view(body).indexOf("=", 0, "latin1");
  if (padding === -1) return base64Octets(body);
  const isWhole = !/[A-Za-z0-9+/]/.test(fromLatin1(body.subarray(padding)));
  return isWhole ? base64Octets(body.subarray(0, padding)) : decodePieces(body);
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const SIXTETS = Int8Array.from({ length: 256 }, (_, octet) => ALPHABET.indexOf(String.fromCharCode(octet)));
const PADDING = 0x3d;

/** QUIRK: base64 made of several padded pieces; what stands after padding begins anew. */
function decodePieces(body: Bytes): Bytes {
  const out = new Uint8Array(Math.ceil((body.length * 3) / 4));
  let [to, bits, count] = [0, 0, 0];
  for (const octet of body) {
    const sixtet = SIXTETS[octet]!;
    if (octet === PADDING) count = 0;
    if (sixtet < 0) continue;
    bits = ((bits << 6) | sixtet) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out[to++] = (bits >> count) & 0xff;
  }
  return out.subarray(0, to);
}
