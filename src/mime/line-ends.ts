/**
 * Line ends. A message whose only line ends are bare CRs is read with CR as its line end; in every other
 * message a line ends with LF, with or without a CR before it, and a bare CR is data.
 *
 * QUIRK: a bare LF ends a line of a message that otherwise has CRLF, as it does for the programs that
 * members read mail with (RFC 5322 §2.3 forbids it); `problems` says so.
 */
import { type Bytes, view } from "#base";
import type { LineEnding } from "./entity.ts";

export const CR = 0x0d;
export const LF = 0x0a;

/** The octet that ends the lines of this message. */
export function lineEndOctet(source: Bytes): number {
  const octets = view(source);
  return octets.includes(LF) || !octets.includes(CR) ? LF : CR;
}

/** Which line ends occur. */
export function lineEndingOf(bytes: Bytes): LineEnding {
  const { crlf, cr, lf } = countLineEnds(bytes);
  const kinds = Number(crlf > 0) + Number(cr > 0) + Number(lf > 0);
  if (kinds > 1) return "mixed";
  if (crlf > 0) return "crlf";
  if (lf > 0) return "lf";
  return cr > 0 ? "cr" : "none";
}

/** The same octets with every line end as CRLF (RFC 2045 §2.10's canonical form); no copy if they are so already. */
export function toCrlf(bytes: Bytes): Bytes {
  const { cr, lf } = countLineEnds(bytes);
  if (cr + lf === 0) return bytes;
  const out = new Uint8Array(bytes.length + cr + lf);
  let to = 0;
  for (let from = 0; from < bytes.length; from++) {
    const octet = bytes[from]!;
    if (octet !== CR && octet !== LF) {
      out[to++] = octet;
      continue;
    }
    out[to++] = CR;
    out[to++] = LF;
    if (octet === CR && bytes[from + 1] === LF) from++;
  }
  return out;
}

/** How many there are of each kind; `cr` and `lf` are the bare ones. */
export function countLineEnds(bytes: Bytes): { crlf: number; cr: number; lf: number } {
  let [crlf, cr, lf] = [0, 0, 0];
  for (let at = 0; at < bytes.length; at++) {
    const octet = bytes[at]!;
    if (octet > CR) continue;
    if (octet === LF) lf++;
    else if (octet === CR && bytes[at + 1] === LF) {
      crlf++;
      at++;
    } else if (octet === CR) cr++;
  }
  return { crlf, cr, lf };
}
