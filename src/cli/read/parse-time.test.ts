import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError } from "#base";
import { parseTime } from "./parse-time.ts";

test("a time is a day's end, ISO 8601 or seconds, in UTC unless it says otherwise", () => {
  for (const [text, iso] of [
    ["2026-11-22", "2026-11-22T23:59:59.999Z"],
    ["2026-11-22T08:30", "2026-11-22T08:30:00.000Z"],
    ["2026-11-22 08:30:01Z", "2026-11-22T08:30:01.000Z"],
    ["2026-11-22t08:30+01:00", "2026-11-22T07:30:00.000Z"],
    ["1795000000", "2026-11-18T11:06:40.000Z"],
    ["999999999", "2001-09-09T01:46:39.000Z"],
    ["@0", "1970-01-01T00:00:00.000Z"],
    ["@20261122", "1970-08-23T12:05:22.000Z"],
  ] as const)
    assert.equal(parseTime(text).toISOString(), iso, text);
});

test("what is no time is named, and bare digits that could be a day are not guessed at", () => {
  for (const [text, said] of [
    ["", /"" is not a time/],
    ["soon", /"soon" is not a time\. Write 2026-11-22 \(its end in UTC\)/],
    ["2026-02-31", /"2026-02-31" is not a time/],
    ["2026", /write @2026\.$/],
    ["20261122", /write @20261122\.$/],
    ["@", /"@" is not a time/],
    ["999999999999", /is not a time/],
  ] as const)
    assert.throws(
      () => parseTime(text),
      (thrown) => thrown instanceof AppError && said.test(thrown.publicText),
      text,
    );
});
