/**
 * Finds what must never be on the wire (S15): a CR without LF or an LF without CR. Works on chunks of any
 * size without touching lines one by one.
 */
import { fromLatin1, type Bytes } from "#base";

const CR = 0x0d;
const BARE = /\r[^\n]|[^\r]\n/s;
/** Any octet above 0x7F, seen as one character per octet. */
const EIGHT_BIT = /[\x80-\xff]/;

export class LineEndCheck {
  #afterCr = false;
  #bare = false;
  #eightBit = false;

  push(chunk: Bytes): void {
    if (chunk.length === 0) return;
    const text = fromLatin1(chunk);
    this.#bare ||= BARE.test((this.#afterCr ? "\r" : " ") + text);
    this.#eightBit ||= EIGHT_BIT.test(text);
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
