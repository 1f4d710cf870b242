/** A key file as people put it together: any number of armoured blocks of both families, or one binary file. */
import { type Bytes, fromLatin1, type Scheme } from "#base";

export interface Piece {
  readonly scheme: Scheme;
  /** Words of the block's first line, such as "CERTIFICATE"; null for a binary file. */
  readonly label: string | null;
  readonly bytes: Bytes;
}

const BEGIN = /-----BEGIN ([A-Z0-9 #]{1,40})-----/g;
const PACKET_BIT = 0x80;

/** In the order of the file. A block without an end reaches to the end of the file. */
export function piecesOf(file: Bytes): readonly Piece[] {
  const text = fromLatin1(file);
  const pieces: Piece[] = [];
  let end = 0;
  for (const { index, 1: label = "" } of text.matchAll(BEGIN)) {
    if (index < end) continue;
    const last = `-----END ${label}-----`;
    const found = text.indexOf(last, index);
    end = found < 0 ? file.length : found + last.length;
    pieces.push({ scheme: schemeOf(label), label, bytes: file.subarray(index, end) });
  }
  return pieces.length > 0 ? pieces : [binaryPiece(file)];
}

function schemeOf(label: string): Scheme {
  return label.startsWith("PGP ") ? "openpgp" : "smime";
}

/** Binary packets have the high bit, DER has not (RFC 9580 §4.2). */
function binaryPiece(file: Bytes): Piece {
  const scheme = ((file[0] ?? 0) & PACKET_BIT) === 0 ? "smime" : "openpgp";
  return { scheme, label: null, bytes: file };
}
