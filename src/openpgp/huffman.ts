import type { BitReader } from "./bit-reader.ts";

/** Longest code of BZip2. */
const MOST_BITS = 20;

/** A canonical Huffman code by the lengths of its symbols' codes. */
export class HuffmanCode {
  /** By length: the highest code of it, or -1, and what to take from a code to get its place in `symbols`. */
  readonly #highest = new Int32Array(MOST_BITS + 2).fill(-1);
  readonly #shift = new Int32Array(MOST_BITS + 2);
  readonly #symbols: Uint16Array;

  constructor(lengths: Uint8Array) {
    this.#symbols = new Uint16Array(lengths.length);
    let [place, code] = [0, 0];
    for (let bits = 1; bits <= MOST_BITS; bits++) {
      this.#shift[bits] = code - place;
      lengths.forEach((length, symbol) => {
        if (length !== bits) return;
        this.#symbols[place++] = symbol;
        this.#highest[bits] = code++;
      });
      code <<= 1;
    }
  }

  /** Throws RangeError for a code that is none. */
  read(source: BitReader): number {
    let code = 0;
    for (let bits = 1; bits <= MOST_BITS; bits++) {
      code = (code << 1) | source.read(1);
      if (code <= (this.#highest[bits] ?? -1)) return this.#symbols[code - (this.#shift[bits] ?? 0)] ?? 0;
    }
    throw new RangeError("no such code");
  }
}
