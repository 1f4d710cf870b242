/** A week of two lists, as people live it; the diary of it is a golden file that reads by itself. */
import { test } from "node:test";
import { assertGolden } from "../support/golden.ts";
import { diaryOfTheWeek } from "./diary-of-the-week.ts";

test("a week in the life of two lists", async () => {
  assertGolden("week-in-the-life.txt", await diaryOfTheWeek());
});
