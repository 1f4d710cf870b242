import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError } from "#base";
import { parseSiteConfig } from "#config";
import { nextTime } from "./next-time.ts";

const AT = new Date("2026-11-22T04:20:00Z");

test("a schedule is read in UTC and never comes due at the time it is asked at", () => {
  assert.deepEqual(nextTime("20 4 * * *", AT), new Date("2026-11-23T04:20:00Z"));
  assert.deepEqual(nextTime("*/5 * * * *", AT), new Date("2026-11-22T04:25:00Z"));
  assert.deepEqual(nextTime("0 12 * * mon", AT), new Date("2026-11-23T12:00:00Z"));
  assert.equal(nextTime("off", AT), null);
});

test("a schedule that is none is a mistake of the configuration, and says how to write one", () => {
  const wrong = ["99 4 * * *", "* * * *", "soon", "", "* * * * * *", "0 0 30 february x"];
  for (const schedule of wrong)
    assert.throws(
      () => nextTime(schedule, AT),
      (error) =>
        error instanceof AppError && error.code === "bad-config" && /20 4 \* \* \*/.test(error.publicText),
      schedule,
    );
});

test("every default schedule is one", () => {
  const parsed = parseSiteConfig("");
  assert.ok(parsed.ok);
  for (const [name, schedule] of Object.entries(parsed.value.tasks)) assert.ok(nextTime(schedule, AT), name);
});
