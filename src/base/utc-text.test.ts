import assert from "node:assert/strict";
import { test } from "node:test";
import { addDays } from "./durations.ts";
import { utcDay, utcMinute } from "./utc-text.ts";

const LATE = new Date("2026-11-28T23:59:59.999Z");

test("a time is told in UTC, wherever the server stands", () => {
  assert.equal(utcDay(LATE), "2026-11-28");
  assert.equal(utcMinute(LATE), "2026-11-28 23:59 UTC");
});

test("days later it is the same time of day, over the end of a month too", () => {
  assert.equal(utcMinute(addDays(LATE, 3)), "2026-12-01 23:59 UTC");
});
