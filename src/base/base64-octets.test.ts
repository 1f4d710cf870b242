import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { base64Octets } from "./base64-octets.ts";

test("digits in lines of any length are octets, few and many", () => {
  const lines = fc.integer({ min: 1, max: 100 });
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 50 }), fc.nat(3), lines, (seed, many, line) => {
      const octets = Buffer.alloc(seed.length * (many === 0 ? 1 : 2000) + many, seed.length > 0 ? seed : 7);
      const digits = octets.toString("base64").replaceAll("=", "");
      const text = digits.replaceAll(new RegExp(`.{1,${line}}`, "g"), "$& \r\n");
      assert.ok(octets.equals(base64Octets(Buffer.from(text))));
    }),
    { numRuns: 60 },
  );
});

test("the longest digits of one piece and the next are not torn apart", () => {
  for (const length of [65_535, 65_536, 65_537, 131_073]) {
    const digits = "QUJD".repeat(40_000).slice(0, length);
    assert.deepEqual(base64Octets(Buffer.from(digits)), Buffer.from(digits, "base64"));
  }
});
