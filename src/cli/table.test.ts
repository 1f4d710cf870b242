import assert from "node:assert/strict";
import { test } from "node:test";
import { printable } from "./printable.ts";
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
  assert.equal(printable("Zoë 你好 ∞"), "Zoë 你好 ∞");
});
