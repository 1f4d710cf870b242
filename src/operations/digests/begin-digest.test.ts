import assert from "node:assert/strict";
import { test } from "node:test";
import { asId, LIMITS, type PostId } from "#base";
import { postsOfOne } from "./begin-digest.ts";

const posts = (...sizes: readonly number[]) =>
  sizes.map((size, nth) => {
    return {
      postId: asId<PostId>(nth + 1),
      number: nth + 1,
      at: new Date(0),
      sealed: false,
      opened: false,
      size,
    };
  });

test("a digest holds digestBytes at most, and one post at least", () => {
  const most = LIMITS.digestBytes;
  const numbers = (...sizes: readonly number[]) => postsOfOne(posts(...sizes)).map(({ number }) => number);
  assert.deepEqual(numbers(), []);
  assert.deepEqual(numbers(most - 1, 1, 1), [1, 2]);
  assert.deepEqual(numbers(most + 1, 1), [1]);
  assert.deepEqual(numbers(1, most, 1), [1]);
  assert.deepEqual(numbers(1, 2, 3), [1, 2, 3]);
});
