import type { Bytes } from "#base";
import type { Numbers } from "./numbers.ts";

/** Octets changed somehow; `other` is another input to take something from. */
export type Mutator = (octets: Bytes, numbers: Numbers, other: Bytes) => Bytes;

/** No input becomes larger by a mutator that repeats something. */
export const MOST_OCTETS = 2 * 1024 * 1024;
