import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  concatBytes,
  equalBytes,
  fromHex,
  fromLatin1,
  fromUtf8,
  latin1,
  toHex,
  utf8,
  view,
} from "./bytes.ts";

const octets = fc.uint8Array();

test("Latin-1 and hex lose nothing", () => {
  fc.assert(
    fc.property(octets, (bytes) => {
      assert.ok(equalBytes(latin1(fromLatin1(bytes)), bytes));
      assert.ok(equalBytes(fromHex(toHex(bytes)), bytes));
      assert.equal(fromLatin1(bytes).length, bytes.length);
    }),
  );
});

test("UTF-8 gives back every string of whole characters", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => assert.equal(fromUtf8(utf8(text)), text)));
});

test("ill-formed UTF-8 becomes U+FFFD and does not throw", () => {
  assert.equal(fromUtf8(Uint8Array.of(0x61, 0xff, 0x62)), "a\uFFFDb");
});

test("concatenation keeps order and length", () => {
  fc.assert(
    fc.property(fc.array(octets), (parts) => {
      assert.equal(toHex(concatBytes(...parts)), parts.map(toHex).join(""));
    }),
  );
});

test("equality is that of the octets, whatever buffer they lie in", () => {
  fc.assert(
    fc.property(octets, octets, (one, other) => {
      const inside = concatBytes(Uint8Array.of(1, 2, 3), one).subarray(3);
      assert.ok(equalBytes(one, inside));
      assert.equal(equalBytes(one, other), toHex(one) === toHex(other));
    }),
  );
});

test("a view is the same memory, at the same place", () => {
  const bytes = new Uint8Array([1, 2, 3, 4]).subarray(1, 3);
  const seen = view(bytes);
  assert.equal(toHex(seen), "0203");
  bytes[0] = 9;
  assert.equal(toHex(seen), "0903");
});
