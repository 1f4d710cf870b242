import assert from "node:assert/strict";
import { test } from "node:test";
import { latin1 } from "#base";
import { LF } from "../line-ends.ts";
import { cutMultipart } from "./multipart.ts";

test("an empty part is an empty range behind its boundary line", () => {
  const { parts, preamble, epilogue, closed } = cutMultipart(latin1("--b\n--b\n\n--b--\n"), "b", LF, 10);
  assert.deepEqual(parts, [
    { start: 4, end: 4 },
    { start: 8, end: 8 },
  ]);
  assert.deepEqual([preamble, epilogue, closed], [{ start: 0, end: 0 }, { start: 15, end: 15 }, true]);
});

test("cutting stops when there are more parts than asked for", () => {
  assert.equal(cutMultipart(latin1("--b\n".repeat(1000)), "b", LF, 10).parts.length, 11);
});
