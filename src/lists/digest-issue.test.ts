import assert from "node:assert/strict";
import { test } from "node:test";
import { nextIssue } from "./digest-issue.ts";

const at = (day: string) => new Date(`${day}T12:00:00Z`);

test("issues count up within a volume; a volume begins with the year, quarter, month, week or day", () => {
  const after = (last: string, now: string, frequency: Parameters<typeof nextIssue>[1]) =>
    nextIssue({ volume: 3, issue: 7, begunAt: at(last) }, frequency, at(now));
  const [same, next] = [
    { volume: 3, issue: 8 },
    { volume: 4, issue: 1 },
  ];
  assert.deepEqual(after("2026-01-01", "2026-12-31", "yearly"), same);
  assert.deepEqual(after("2026-12-31", "2027-01-01", "yearly"), next);
  assert.deepEqual(after("2026-10-01", "2026-12-31", "quarterly"), same);
  assert.deepEqual(after("2026-03-31", "2026-04-01", "quarterly"), next);
  assert.deepEqual(after("2026-11-01", "2026-11-30", "monthly"), same);
  assert.deepEqual(after("2025-11-30", "2026-11-30", "monthly"), next);
  assert.deepEqual(after("2026-11-23", "2026-11-29", "weekly"), same);
  assert.deepEqual(after("2026-11-22", "2026-11-23", "weekly"), next);
  assert.deepEqual(after("2026-11-22", "2026-11-22", "daily"), same);
  assert.deepEqual(after("2026-11-22", "2026-11-23", "daily"), next);
});

test("the first digest is the first issue of the first volume, and so is that of a volume that an owner began", () => {
  const first = { volume: 1, issue: 0, begunAt: null };
  assert.deepEqual(nextIssue(first, "daily", at("2026-11-22")), { volume: 1, issue: 1 });
  const begun = { volume: 5, issue: 0, begunAt: at("2026-11-01") };
  assert.deepEqual(nextIssue(begun, "daily", at("2026-11-22")), { volume: 5, issue: 1 });
});
