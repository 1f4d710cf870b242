import assert from "node:assert/strict";
import { test } from "node:test";
import { PIPELINE } from "../table.ts";
import { wordsOfStep } from "./saw-steps.ts";

test("every step of the table tells in words what it saw", () => {
  for (const { name } of PIPELINE) assert.ok(wordsOfStep(name), name);
});
