/** Changes that know nothing of any format: bits, runs, slices. */
import { type Bytes, concatBytes, view } from "#base";
import { MOST_OCTETS, type Mutator } from "./mutator.ts";

const flipBits: Mutator = (octets, numbers) => {
  const copy = Uint8Array.from(octets);
  for (let left = numbers.size(16); left > 0; left--) {
    const at = numbers.below(copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << numbers.below(8));
  }
  return copy;
};

const setRun: Mutator = (octets, numbers) => {
  const { start, end } = numbers.slice(octets, 64);
  const value = numbers.pick([0, 1, 0x0a, 0x0d, 0x20, 0x2d, 0x30, 0x7f, 0x80, 0xff, numbers.below(256)]);
  return Uint8Array.from(octets).fill(value, start, end);
};

const NUMBERS = [0, 1, 2, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];

const setNumber: Mutator = (octets, numbers) => {
  const copy = Buffer.from(octets);
  const width = numbers.pick([1, 2, 4]);
  if (copy.length < width) return copy;
  const value = numbers.pick(NUMBERS) % 2 ** (8 * width);
  copy.writeUIntBE(value, numbers.below(copy.length - width + 1), width);
  return copy;
};

const truncate: Mutator = (octets, numbers) => octets.subarray(0, numbers.below(octets.length));

const cutStart: Mutator = (octets, numbers) => octets.subarray(numbers.size(octets.length + 1));

const insertOctets: Mutator = (octets, numbers) => {
  const at = numbers.below(octets.length + 1);
  return concatBytes(octets.subarray(0, at), numbers.octets(numbers.size(200)), octets.subarray(at));
};

const removeSlice: Mutator = (octets, numbers) => {
  const { start, end } = numbers.slice(octets, octets.length);
  return concatBytes(octets.subarray(0, start), octets.subarray(end));
};

const repeatSlice: Mutator = (octets, numbers) => {
  const { start, end } = numbers.slice(octets, 4000);
  const slice = octets.subarray(start, end);
  const times = Math.min(numbers.size(20_000), Math.floor(MOST_OCTETS / (slice.length + 1)));
  const copies = Array.from({ length: times }, () => slice);
  return concatBytes(octets.subarray(0, end), ...copies, octets.subarray(end));
};

const moveSlice: Mutator = (octets, numbers) => {
  const { start, end } = numbers.slice(octets, 4000);
  const rest = concatBytes(octets.subarray(0, start), octets.subarray(end));
  const at = numbers.below(rest.length + 1);
  return concatBytes(rest.subarray(0, at), octets.subarray(start, end), rest.subarray(at));
};

/** The start of one and the end of the other. */
const splice: Mutator = (octets, numbers, other) =>
  concatBytes(octets.subarray(0, numbers.below(octets.length)), other.subarray(numbers.below(other.length)));

const insertOther: Mutator = (octets, numbers, other) => {
  const at = numbers.below(octets.length + 1);
  const { start, end } = numbers.slice(other, other.length);
  return concatBytes(octets.subarray(0, at), other.subarray(start, end), octets.subarray(at));
};

export const OCTET_MUTATORS: readonly Mutator[] = [
  flipBits,
  flipBits,
  setRun,
  setNumber,
  truncate,
  cutStart,
  insertOctets,
  removeSlice,
  repeatSlice,
  moveSlice,
  splice,
  insertOther,
];

/** Puts something else in the place of a slice. */
export function replaceSlice(octets: Bytes, start: number, end: number, by: Bytes): Bytes {
  const whole = view(octets);
  return concatBytes(whole.subarray(0, start), by, whole.subarray(end));
}
