/**
 * Large contents go through a cipher piece by piece into one buffer of the right length: all of them at once, joined
 * afterwards, would be in memory three times.
 */
import { type Bytes, letGo } from "./bytes.ts";

/** What is needed of a cipher of `node:crypto`, either way. */
export interface StreamingCipher {
  update(octets: Bytes): Bytes;
  /** Throws if padding or tag do not fit. */
  final(): Bytes;
}

const PIECE_OCTETS = 1024 * 1024;

/** What comes out of the cipher for these octets, one after another, and its end. Each is let go when the next is asked for. */
export function* cipherPieces(cipher: StreamingCipher, ...octets: readonly Bytes[]): Generator<Bytes> {
  for (const whole of octets) {
    for (let at = 0; at < whole.length; at += PIECE_OCTETS) {
      const piece = cipher.update(whole.subarray(at, at + PIECE_OCTETS));
      yield piece;
      letGo(piece);
    }
  }
  yield cipher.final();
}

/** Joins pieces that are made one by one. @param most how many octets they have together, at most */
export function gatherBytes(most: number, pieces: Iterable<Bytes>): Bytes {
  const whole = new Uint8Array(most);
  let length = 0;
  for (const piece of pieces) {
    whole.set(piece, length);
    length += piece.length;
  }
  return length === most ? whole : whole.subarray(0, length);
}
