import assert from "node:assert/strict";
import { test } from "node:test";
import type { Random } from "#base";
import { backOff } from "./retry-policy.ts";

function always(octet: number): Random {
  return { bytes: (length) => Buffer.alloc(length, octet) };
}

for (const [attempts, low, high] of [
  [0, 45, 75],
  [1, 90, 150],
  [3, 360, 600],
  [10, 750, 1250],
  [1_000_000, 750, 1250],
] as const) {
  test(`attempt ${attempts} is followed by ${low} to ${high}`, () => {
    assert.equal(backOff(attempts, 60, 1000, always(0)), low);
    assert.equal(backOff(attempts, 60, 1000, always(255)), high);
  });
}
