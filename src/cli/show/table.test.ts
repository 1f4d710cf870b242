import assert from "node:assert/strict";
import { test } from "node:test";
import { printable, printableJson } from "./printable.ts";
import { facts, table } from "./table.ts";

test("columns are aligned, numbers to the right", () => {
  const text = table(
    ["address", "members"],
    [
      ["a@example.org", 3],
      ["team@example.org", 41],
    ],
  );
  assert.equal(text, "address           members\na@example.org           3\nteam@example.org       41");
});

test("further lines of a fact stand under its first", () => {
  assert.equal(facts([["why", "one\ntwo"]]), "why  one\n     two");
});

test("a table cannot be made to move the cursor or turn the line round", () => {
  assert.equal(table(["subject"], [["\u{1b}[2Jhi\nthere\u{202e}"]]), "subject\n�[2Jhi�there�");
  assert.equal(printable("Zoë 你好 ∞ می‌خواهم 👩‍💻"), "Zoë 你好 ∞ می‌خواهم 👩‍💻");
  assert.equal(printable("a\u{200f}b\u{200b}c\u{ad}d\u{feff}\u{e0041}\u{9b}2J"), "a�b�c�d��\u{fffd}2J");
});

test("JSON says the same to a program, and to a terminal nothing that it obeys", () => {
  const value = { subject: "\u{9b}2J \u{1b}[31m \u{202e}\u{e0041}\n\u{7f}" };
  for (const text of [printableJson(value), printableJson(value, 2)]) {
    assert.deepEqual(JSON.parse(text), value);
    assert.doesNotMatch(text.replaceAll("\n", ""), /[\p{Cc}\p{Cf}]/u);
  }
});
