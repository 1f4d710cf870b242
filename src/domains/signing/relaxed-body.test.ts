import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { latin1, toHex } from "#base";
import { RelaxedBodyHash } from "./relaxed-body.ts";

function hashOf(...pieces: readonly string[]): string {
  const hash = new RelaxedBodyHash();
  for (const piece of pieces) hash.update(latin1(piece));
  return toHex(hash.digest());
}

/** RFC 6376 §3.4.4 read literally. */
function plainly(body: string): string {
  const lines = body.split("\r\n").map((line) => line.replaceAll(/[ \t]+/g, " ").replace(/ $/, ""));
  while (lines.at(-1) === "") lines.pop();
  return createHash("sha256")
    .update(lines.map((line) => `${line}\r\n`).join(""), "latin1")
    .digest("hex");
}

test("the example of RFC 6376 §3.4.5, and a body of nothing", () => {
  const wanted = createHash("sha256").update(" C\r\nD E\r\n").digest("hex");
  assert.equal(hashOf(" C \r\nD \t E\r\n\r\n\r\n"), wanted);
  assert.equal(hashOf(), createHash("sha256").digest("hex"));
  assert.equal(hashOf("\r\n\r\n"), createHash("sha256").digest("hex"));
  assert.equal(hashOf("a"), hashOf("a \t\r\n"), "the line end that it goes out with");
});

test("bodies in pieces of any size hash as the whole does", () => {
  const piece = fc.string({
    unit: fc.constantFrom(" ", "\t", "\r\n", "\r\n", "a", "Zm9v", "\xe9", "."),
    maxLength: 12,
  });
  fc.assert(
    fc.property(piece, fc.array(fc.nat(30), { maxLength: 8 }), (body, cuts) => {
      const at = [0, ...cuts.map((cut) => Math.min(cut, body.length)), body.length].toSorted((a, b) => a - b);
      const pieces = at.slice(1).map((to, nth) => body.slice(at[nth], to));
      assert.equal(hashOf(...pieces), plainly(body));
    }),
    { numRuns: 2000 },
  );
});

test("white space without end takes time that grows with it only", () => {
  const began = performance.now();
  hashOf(...Array.from({ length: 40 }, () => " ".repeat(50_000)), "x");
  hashOf(...Array.from({ length: 40 }, () => "\r\n".repeat(25_000)), "x");
  assert.ok(performance.now() - began < 2000);
});
