import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { fromLatin1, latin1 } from "#base";
import { lineEndingOf, toCrlf } from "./line-ends.ts";

test("toCrlf makes every line end CRLF, once and for all", () => {
  assert.equal(fromLatin1(toCrlf(latin1("a\nb\rc\r\nd\r\r\n\n"))), "a\r\nb\r\nc\r\nd\r\n\r\n\r\n");
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("a", "\r", "\n") }), (text) => {
      const canonical = toCrlf(latin1(text));
      assert.equal(fromLatin1(canonical), text.replace(/\r\n|\r|\n/g, "\r\n"));
      assert.equal(toCrlf(canonical), canonical);
    }),
  );
});

test("lineEndingOf names what occurs", () => {
  const named = ["", "a\r\nb\r\n", "a\n\n", "a\r\r", "a\r\nb\n", "a\nb\r"].map((text) =>
    lineEndingOf(latin1(text)),
  );
  assert.deepEqual(named, ["none", "crlf", "lf", "cr", "mixed", "mixed"]);
});
