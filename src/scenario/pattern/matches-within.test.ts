import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS } from "#base";
import { matchesWithin } from "./matches-within.ts";

test("scenarioMatchWork: expressions fit or do not until the work is used up; then nobody knows", () => {
  const fits = matchesWithin(LIMITS.scenarioMatchWork);
  assert.deepEqual([fits("^b.d$", "BAD"), fits("^b.d$", "good"), fits("(((", "bad")], [true, false, false]);
  const text = "x".repeat(LIMITS.scenarioBodyChars);
  const large = "[a-f]{200}";
  assert.equal(fits(large, text), null);
  assert.equal(fits("^b.d$", "bad"), null);
});

test("to compile expressions is work, too", () => {
  const fits = matchesWithin(LIMITS.scenarioMatchWork);
  const found = Array.from({ length: 250 }, (_, nth) => fits(`${nth}(a|b){250}`, ""));
  assert.deepEqual([found[0], found.at(-1)], [false, null]);
});
