import assert from "node:assert/strict";
import { test } from "node:test";
import { withoutTraces } from "./without-traces.ts";

test("errors that the work catches itself have no stack, and afterwards they have one again", () => {
  const caught = withoutTraces(() => {
    try {
      throw new Error("inside");
    } catch (thrown) {
      return String((thrown as Error).stack);
    }
  });
  assert.equal(caught, "Error: inside");
  assert.match(String(new Error("outside").stack), /\n +at /);
});

test("an error that comes out of the work says where it was thrown", () => {
  const failing = () => withoutTraces(() => Buffer.alloc(-1));
  assert.throws(failing, (thrown: Error) => thrown.stack?.includes("without-traces.test") ?? false);
  assert.match(String(new Error("outside").stack), /\n +at /);
});
