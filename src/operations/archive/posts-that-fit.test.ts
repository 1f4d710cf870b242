import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS } from "#base";
import { postsThatFit } from "./posts-that-fit.ts";

const fit = (first: number, ...others: readonly number[]) =>
  postsThatFit([{ size: first }, ...others.map((size) => ({ size }))]).length;

test("one mail has so many kept posts, of so many octets, and one at least", () => {
  const { archiveAnswerPosts, archiveAnswerBytes } = LIMITS;
  assert.equal(fit(1, ...Array.from({ length: archiveAnswerPosts }, () => 1)), archiveAnswerPosts);
  assert.equal(fit(1, archiveAnswerBytes - 1, 1), 2);
  assert.equal(fit(1, archiveAnswerBytes), 1);
  assert.equal(fit(2 * archiveAnswerBytes, 1), 1);
});
