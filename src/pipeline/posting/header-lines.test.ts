import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS, utf8 } from "#base";
import { type Entity, parseMessage } from "#mime";
import { headerLines } from "./header-lines.ts";

/** With one part for each number: so many fields. */
function message(own: number, parts: readonly number[]): Entity {
  const fields = (count: number): string => "X-Many: y\r\n".repeat(count);
  const inside = parts.map((count) => `--b\r\n${fields(count)}X-Flag: on\r\n\r\ntext\r\n`);
  const type = "Content-Type: multipart/mixed; boundary=b\r\n";
  const parsed = parseMessage(utf8(`${type}${fields(own)}\r\n${inside.join("")}--b--\r\n`));
  assert.ok(parsed.ok);
  return parsed.value;
}

test("headerFields: a full header hides no part, and parts with too many fields are said to have them", () => {
  const lines = (own: number, ...parts: readonly number[]) =>
    headerLines({ message: message(own, parts), opened: null });
  assert.equal(lines(LIMITS.headerFields - 1, 1)?.at(-1), "X-Flag: on");
  assert.equal(lines(0, LIMITS.headerFields - 1)?.at(-1), "X-Flag: on");
  assert.equal(lines(0, LIMITS.headerFields - 1, 0), null);
});
