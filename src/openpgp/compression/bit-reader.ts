import type { Bytes } from "#base";

/** Bits of a stream, the highest of each octet first. */
export class BitReader {
  readonly #source: Bytes;
  #at = 0;
  #kept = 0;
  #bits = 0;

  constructor(source: Bytes) {
    this.#source = source;
  }

  /** The next up to 24 bits without going on; zeros stand behind the end. */
  peek(count: number): number {
    while (this.#bits < count) {
      this.#kept = (this.#kept << 8) | (this.#source[this.#at++] ?? 0);
      this.#bits += 8;
    }
    return (this.#kept >>> (this.#bits - count)) & ((1 << count) - 1);
  }

  /** Goes on by bits that were peeked. Throws RangeError behind the end. */
  skip(count: number): void {
    this.#bits -= count;
    if (this.#at - (this.#bits >> 3) > this.#source.length)
      throw new RangeError("the compressed data ends early");
  }

  read(count: number): number {
    const value = this.peek(count);
    this.skip(count);
    return value;
  }
}
