import fc from "fast-check";
import type { Bytes } from "#base";

/** One to three octets replaced, or the end cut off. */
export function damaged(whole: Bytes): fc.Arbitrary<Bytes> {
  const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
  const changes = fc.array(change, { minLength: 1, maxLength: 3 });
  const cuts = fc.oneof(
    { arbitrary: fc.constant(null), weight: 5 },
    { arbitrary: fc.nat(whole.length), weight: 1 },
  );
  return fc.tuple(changes, cuts).map(([list, cut]) => {
    const copy = Buffer.from(whole);
    for (const [at, octet] of list) copy[at] = octet;
    return cut === null ? copy : copy.subarray(0, cut);
  });
}
