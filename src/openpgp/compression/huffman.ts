import type { BitReader } from "./bit-reader.ts";

/** Longest code of BZip2, and of those that are looked up at once. */
const MOST_BITS = 20;
const QUICK_BITS = 10;

/** A canonical Huffman code by the lengths of its symbols' codes. */
export class HuffmanCode {
  /** By length: the highest code of it, or -1, and what to take from a code to get its place in `symbols`. */
  readonly #highest = new Int32Array(MOST_BITS + 2).fill(-1);
  readonly #shift = new Int32Array(MOST_BITS + 2);
  readonly #symbols: Uint16Array;
  /** By the next ten bits: 32 times the symbol and the length of its code; 0 for longer ones. */
  readonly #quick = new Uint16Array(2 ** QUICK_BITS);

  constructor(lengths: Uint8Array) {
    this.#symbols = new Uint16Array(lengths.length);
    let [place, code] = [0, 0];
    for (let bits = 1; bits <= MOST_BITS; bits++) {
      this.#shift[bits] = code - place;
      lengths.forEach((length, symbol) => {
        if (length !== bits) return;
        if (code >= 2 ** bits) throw new RangeError("more codes than there can be");
        this.#remember(symbol, { bits, code });
        this.#symbols[place++] = symbol;
        this.#highest[bits] = code++;
      });
      code <<= 1;
    }
  }

  #remember(symbol: number, { bits, code }: { readonly bits: number; readonly code: number }): void {
    const free = QUICK_BITS - bits;
    if (free >= 0) this.#quick.fill(symbol * 32 + bits, code << free, (code + 1) << free);
  }

  /** Throws RangeError for a code that is none. */
  read(source: BitReader): number {
    const quick = this.#quick[source.peek(QUICK_BITS)] ?? 0;
    if (quick === 0) return this.#readLong(source);
    source.skip(quick & 31);
    return quick >> 5;
  }

  #readLong(source: BitReader): number {
    for (let bits = QUICK_BITS + 1; bits <= MOST_BITS; bits++) {
      const code = source.peek(bits);
      if (code > (this.#highest[bits] ?? -1)) continue;
      source.skip(bits);
      return this.#symbols[code - (this.#shift[bits] ?? 0)] ?? 0;
    }
    throw new RangeError("no such code");
  }
}
