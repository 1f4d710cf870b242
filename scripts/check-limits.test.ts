/** Every bound of src/base/limits.ts is named by a test (S10). */
import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS } from "#base";
import { sourceFiles } from "./support/source-files.ts";

test("every limit is named by a test", () => {
  const texts = sourceFiles("{src,test,scripts}/**/*.test.ts").map(({ text }) => text);
  const isNamed = (name: string) => texts.some((text) => new RegExp(`\\b${name}\\b`).test(text));
  assert.deepEqual(
    Object.keys(LIMITS).filter((name) => !isNamed(name)),
    [],
  );
});
