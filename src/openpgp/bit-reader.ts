import type { Bytes } from "#base";

/** Bits of a stream, the highest of each octet first. Throws RangeError at its end. */
export class BitReader {
  readonly #source: Bytes;
  #at = 0;
  #kept = 0;
  #bits = 0;

  constructor(source: Bytes) {
    this.#source = source;
  }

  /** A number of up to 24 bits. */
  read(count: number): number {
    while (this.#bits < count) {
      const octet = this.#source[this.#at];
      if (octet === undefined) throw new RangeError("the compressed data ends early");
      this.#kept = ((this.#kept << 8) | octet) & 0xffffffff;
      this.#at += 1;
      this.#bits += 8;
    }
    this.#bits -= count;
    return (this.#kept >>> this.#bits) & (2 ** count - 1);
  }
}
