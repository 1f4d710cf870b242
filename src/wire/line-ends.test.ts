import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { inspectOctets, LineEndCheck } from "./line-ends.ts";

const piece = fc.constantFrom("\r", "\n", "\r\n", "a", "\u00e4");
const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));

test("bare line ends and 8-bit octets are found over any chunking, and nothing else is", () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 5 }), (chunks) => {
      const check = new LineEndCheck();
      for (const chunk of chunks) check.push(Buffer.from(chunk, "latin1"));
      const whole = chunks.join("");
      const bare = /\r(?!\n)|(?<!\r)\n/.test(whole);
      assert.equal(check.bareAtEnd, bare);
      assert.equal(check.bare, /\r(?!\n|$)|(?<!\r)\n/.test(whole));
      assert.equal(check.eightBit, whole.includes("\u00e4"));
      assert.deepEqual(inspectOctets(Buffer.from(whole, "latin1")), { bare, eightBit: check.eightBit });
    }),
    { numRuns: 2000 },
  );
});
