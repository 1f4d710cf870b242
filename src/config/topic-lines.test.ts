import assert from "node:assert/strict";
import { test } from "node:test";
import { areTopicLines, topicLines } from "./topic-lines.ts";

test("a line names a topic and an expression, which may have colons of its own", () => {
  const setting = "\n  bugs and crashes :  re: crash \nmisc:.*\r\n\nmisc: x";
  assert.ok(areTopicLines(setting));
  assert.deepEqual(topicLines(setting), [
    { name: "bugs and crashes", expression: "re: crash" },
    { name: "misc", expression: ".*" },
    { name: "misc", expression: "x" },
  ]);
});

test("other lines are none, and members could not choose a name with a comma", () => {
  for (const line of ["bugs", "bugs:", ": crash", " : crash", "a,b: crash"]) {
    assert.ok(!areTopicLines(line), line);
    assert.deepEqual(topicLines(line), [], line);
  }
});
