/**
 * Finds what must never be on the wire (S15): a CR without LF or an LF without CR. Works on chunks of any
 * size without touching lines one by one.
 */
import { isAscii } from "node:buffer";
import { type Bytes, view } from "#base";

const CR = 0x0d;
const LF = 0x0a;

export class LineEndCheck {
  #afterCr = false;
  #bare = false;
  #eightBit = false;

  push(chunk: Bytes): void {
    if (chunk.length === 0) return;
    this.#bare ||= hasBare(view(chunk), this.#afterCr);
    this.#eightBit ||= !isAscii(chunk);
    this.#afterCr = chunk[chunk.length - 1] === CR;
  }

  /** A bare CR or LF was seen; a CR at the very end counts only once the content is complete. */
  get bare(): boolean {
    return this.#bare;
  }

  /** As `bare`, for content that ends here. */
  get bareAtEnd(): boolean {
    return this.#bare || this.#afterCr;
  }

  /** An octet above 0x7F was seen. */
  get eightBit(): boolean {
    return this.#eightBit;
  }
}

/** What a whole content has, for callers that must declare it in the envelope. */
export function inspectOctets(content: Bytes): { bare: boolean; eightBit: boolean } {
  const check = new LineEndCheck();
  check.push(content);
  return { bare: check.bareAtEnd, eightBit: check.eightBit };
}

/** A CR in the last place is not judged: its LF may come with the next chunk. */
function hasBare(octets: Buffer, afterCr: boolean): boolean {
  if (afterCr && octets[0] !== LF) return true;
  let cr = octets.indexOf(CR);
  let lf = octets.indexOf(LF, afterCr ? 1 : 0);
  while (cr >= 0 && lf === cr + 1) {
    cr = octets.indexOf(CR, lf + 1);
    lf = octets.indexOf(LF, lf + 1);
  }
  return lf >= 0 || (cr >= 0 && cr < octets.length - 1);
}
