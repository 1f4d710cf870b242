import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { oneLine } from "./one-line.ts";

test("nothing that turns, hides or pushes away what stands beside it is left", () => {
  assert.equal(oneLine("bob\u202e  \t\r\n\u2028 Signature: valid\u200b\u2066"), "bob Signature: valid");
  assert.equal(oneLine("  Grüße 日本 "), "Grüße 日本");
  assert.equal(oneLine("a\u200cb \u200c می\u200c\u200cخواهم"), "ab میخواهم");
});

test("words that are written with U+200C keep it", () => {
  for (const word of ["می\u200cخواهم", "क्\u200cष"]) assert.equal(oneLine(`${word}\u200c`), word);
});

test("a line has an end", () => {
  assert.equal(oneLine("é".repeat(200)), "é".repeat(200));
  assert.equal(oneLine("x".repeat(9999)), `${"x".repeat(200)} …`);
});

test("whatever it is given, it is one short line", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 900 }), (text) => {
      const line = oneLine(text);
      assert.doesNotMatch(line, /[\p{Cc}\u2028\u2029]|[^\P{Cf}\u200c]| {2}|^ | $/u);
      assert.ok(Array.from(line).length <= 202);
    }),
  );
});
