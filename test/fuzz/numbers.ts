/** Numbers that look random and are the same for the same seed, so that every input can be made again. */
import { createHash } from "node:crypto";
import { type Bytes, view } from "#base";

const WORD = 2 ** 32;

export class Numbers {
  readonly #state: Uint32Array;

  constructor(seed: string) {
    const digest = createHash("sha256").update(seed).digest();
    this.#state = Uint32Array.from([0, 4, 8, 12], (at) => digest.readUInt32LE(at));
  }

  /** sfc32: 0 to 2^32 - 1. */
  word(): number {
    const [a = 0, b = 0, c = 0, counter = 0] = this.#state;
    const result = (a + b + counter) >>> 0;
    this.#state.set([b ^ (b >>> 9), c + (c << 3), ((c << 21) | (c >>> 11)) + result, counter + 1]);
    return result;
  }

  /** 0 to `end` - 1; 0 if there is nothing to choose. */
  below(end: number): number {
    return end < 1 ? 0 : Math.floor((this.word() / WORD) * end);
  }

  /** 1 to `most`, small ones far more often. */
  size(most: number): number {
    return Math.floor(most ** (this.word() / WORD));
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new RangeError("nothing to pick from");
    return list[this.below(list.length)] as T;
  }

  octets(length: number): Bytes {
    return Uint8Array.from({ length }, () => this.word() & 0xff);
  }

  /** A slice of at most `most` octets. */
  slice(octets: Bytes, most: number): { readonly start: number; readonly end: number } {
    const start = this.below(octets.length);
    const end = Math.min(octets.length, start + this.size(Math.min(most, octets.length + 1)));
    return { start, end };
  }

  /** Where `needle` stands, at one of its places; -1 if nowhere. */
  place(octets: Bytes, needle: string): number {
    const whole = view(octets);
    const after = whole.indexOf(needle, this.below(octets.length), "latin1");
    return after < 0 ? whole.indexOf(needle, 0, "latin1") : after;
  }
}
