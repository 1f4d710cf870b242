import assert from "node:assert/strict";
import { test } from "node:test";
import { progressLine } from "./progress-line.ts";

function drawn(steps: readonly (readonly [number, number])[]): string[] {
  const notes: string[] = [];
  const terminal = {
    out: () => assert.fail("progress is no result"),
    note: (text: string) => notes.push(text),
    interactive: true,
    readStdin: () => Promise.reject(new Error("not asked for")),
    ask: () => Promise.reject(new Error("not asked for")),
    askSecret: () => Promise.reject(new Error("not asked for")),
  };
  const { onProgress, done } = progressLine(terminal, "Import");
  for (const [part, total] of steps) onProgress(part, total);
  done();
  return notes;
}

test("the bar is drawn over itself and wiped at the end", () => {
  const notes = drawn([
    [1, 2],
    [1, 2],
    [2, 2],
  ]);
  const line = (text: string) => `\r\u{1b}[K${text}`;
  assert.deepEqual(notes, [
    line(`Import [${"#".repeat(15)}${".".repeat(15)}] 1/2`),
    line(`Import [${"#".repeat(30)}] 2/2`),
    line(""),
  ]);
});

test("work that says nothing leaves the terminal alone", () => {
  assert.deepEqual(drawn([]), []);
});
