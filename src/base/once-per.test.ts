import assert from "node:assert/strict";
import { test } from "node:test";
import { oncePer } from "./once-per.ts";

test("the work is done once for each object, not for each that is equal", () => {
  let done = 0;
  const sizeOf = oncePer((text: { readonly length: number }) => [++done, text.length]);
  const [one, other] = [["a"], ["a"]];
  assert.deepEqual(sizeOf(one), [1, 1]);
  assert.deepEqual(sizeOf(one), [1, 1]);
  assert.deepEqual(sizeOf(other), [2, 1]);
});
