import assert from "node:assert/strict";
import { test } from "node:test";
import { RE2JS } from "re2js";
import fc from "fast-check";
import { writtenOut } from "./written-out.ts";

const SIZES: readonly (readonly [pattern: string, size: number])[] = [
  ["abc", 3],
  ["a*b+?c??", 8],
  [String.raw`\p{L}[^a\]b]\x{263a}\d`, 4],
  ["(?:ab){10}c{3}", 33],
  ["(?P<n>a|b){2,5}", 20],
  ["a{3,}", 3],
  ["a{0}b", 1],
  ["(?i)(?m-s:a)(?<=b)c", 5],
  ["(((a{30}){30}){30}){30}", 30 * (1 + 30 * (1 + 30 * (1 + 30)))],
  ["(|){100}", 200],
  [String.raw`\(a\)\{2}`, 6],
  ["[a{9}]", 1],
  ["[[:digit:]]{4}", 4],
  ["(a", 1],
  ["a)", 2],
];

test("repetitions are written out, within each other too", () => {
  for (const [pattern, size] of SIZES) assert.equal(writtenOut(pattern), size, pattern);
});

test("what compiles to much is much written out, and any text has a size", () => {
  const piece = fc.constantFrom(
    "a",
    "b?",
    "(",
    ")",
    "[xy]",
    "{30}",
    "{2,7}",
    "|",
    String.raw`\d`,
    "*",
    "(?:",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      const pattern = pieces.join("");
      const size = writtenOut(pattern);
      assert.ok(size >= 0);
      let states = 0;
      try {
        states = RE2JS.compile(pattern).programSize();
      } catch {
        return;
      }
      assert.ok(states <= 4 + 4 * size, `${pattern}: ${states} states`);
    }),
  );
});
