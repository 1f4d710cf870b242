/** Changes to ASN.1 values (X.690) that leave the rest well formed: tags, lengths, elements, nesting. */
import { concatBytes } from "#base";
import { type BerValue, CONSTRUCTED, everyList, readBer, writeBer } from "./ber-values.ts";
import { MOST_OCTETS, type Mutator } from "./mutator.ts";
import { OCTET_MUTATORS } from "./mutate-octets.ts";
import type { Numbers } from "./numbers.ts";

type Change = (list: BerValue[], at: number, numbers: Numbers) => void;

const TAGS = [0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0c, 0x17, 0x1f, 0x24, 0x30, 0x31, 0x80, 0xa0, 0xa1];
const LENGTHS = ["80", "84ffffffff", "847fffffff", "00", "01", "7f", "8200", "88ffffffffffffffff", "ff"];

const onValue =
  (change: (value: BerValue, numbers: Numbers) => void): Change =>
  (list, at, numbers) => {
    const value = list[at];
    if (value !== undefined) change(value, numbers);
  };

const retag = onValue((value, numbers) => {
  value.tag = numbers.chance(50) ? numbers.pick(TAGS) : value.tag ^ (1 << numbers.below(8));
});
const reform = onValue((value, numbers) => {
  value.form = numbers.pick(["long", "indefinite", "open"] as const);
  if (value.form !== "long") value.tag |= CONSTRUCTED;
});
const wrongLength = onValue((value, numbers) => {
  value.form = Buffer.from(numbers.pick(LENGTHS), "hex");
});
const changeContent = onValue((value, numbers) => {
  value.content = numbers.pick(OCTET_MUTATORS)(
    writeBer({ ...value, form: new Uint8Array() }).subarray(1),
    numbers,
    value.content,
  );
  value.children = null;
});
const wrap = onValue((value, numbers) => {
  for (let left = numbers.size(2000); left > 0; left--) {
    const inner = writeBer(value);
    if (inner.length > 20_000) return;
    Object.assign(value, { tag: numbers.pick([0x24, 0x30, 0x31, 0xa0]), children: null, content: inner });
  }
});
const remove: Change = (list, at) => {
  list.splice(at, 1);
};
const repeat: Change = (list, at, numbers) => {
  const value = list[at];
  if (value === undefined) return;
  const room = Math.floor(MOST_OCTETS / 4 / (writeBer(value).length + 1));
  const times = Math.min(numbers.size(5000), room);
  list.splice(at, 0, ...Array.from({ length: times }, () => value));
};
const swap: Change = (list, at, numbers) => {
  const other = numbers.below(list.length);
  [list[at], list[other]] = [list[other] as BerValue, list[at] as BerValue];
};

const CHANGES: readonly Change[] = [
  retag,
  reform,
  wrongLength,
  changeContent,
  changeContent,
  wrap,
  remove,
  repeat,
  swap,
];

export const mutateBer: Mutator = (octets, numbers, other) => {
  const values = readBer(octets);
  if (values === null) return numbers.pick(OCTET_MUTATORS)(octets, numbers, other);
  for (let left = numbers.size(4); left > 0; left--) {
    const list = numbers.pick(everyList(values));
    if (list.length > 0) numbers.pick(CHANGES)(list, numbers.below(list.length), numbers);
    if (roomBeside(values, MOST_OCTETS) < 0) return numbers.pick(OCTET_MUTATORS)(octets, numbers, other);
  }
  return concatBytes(...values.map(writeBer));
};

/** What is left of the room; what is repeated within something repeated multiplies. */
function roomBeside(values: readonly BerValue[], room: number): number {
  let left = room;
  for (const { children, content } of values) {
    left = children === null ? left - content.length - 1 : roomBeside(children, left - 1);
    if (left < 0) break;
  }
  return left;
}
