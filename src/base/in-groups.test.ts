import assert from "node:assert/strict";
import { test } from "node:test";
import { inGroups } from "./in-groups.ts";

test("digits stand in groups of four, without a space at the end", () => {
  assert.equal(inGroups("D1F499A0C5"), "D1F4 99A0 C5");
  assert.equal(inGroups("D1F499A0"), "D1F4 99A0");
  assert.equal(inGroups(""), "");
});
