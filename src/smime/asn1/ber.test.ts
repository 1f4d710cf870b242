import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Bytes, concatBytes, fromHex, LIMITS } from "#base";
import { childrenOf, octetsOf, readElement, readWhole, TAG } from "./ber.ts";
import { Cursor, integerOf, oidText } from "./cursor.ts";
import { der, octetString, oid, sequence, smallInteger, time } from "./der.ts";
import { attempt } from "./refusal.ts";
import { readTime } from "./read-time.ts";

/** The same value as BER: indefinite lengths, and octet strings in pieces. */
function loosen(tag: number, pieces: readonly Bytes[]): Bytes {
  return concatBytes(Buffer.from([tag, 0x80]), ...pieces, Buffer.from([0, 0]));
}

function why(read: () => unknown): unknown {
  const result = attempt(read);
  return result.ok ? "read" : result.error;
}

test("what is written as DER is read back octet for octet", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 5 }), (values) => {
      const element = readWhole(sequence(...values.map(octetString)));
      assert.deepEqual(
        childrenOf(element).map((child) => [...child.content]),
        values.map((value) => [...value]),
      );
    }),
  );
});

test("an octet string in pieces of indefinite length is the same octets", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 6 }), (pieces) => {
      const whole = concatBytes(...pieces);
      const nested = loosen(0x24, [loosen(0x24, pieces.map(octetString))]);
      assert.deepEqual(Buffer.from(octetsOf(readWhole(nested))), whole);
      assert.deepEqual(Buffer.from(octetsOf(readWhole(loosen(0xa0, pieces.map(octetString))))), whole);
    }),
  );
});

test("object identifiers keep their arcs", () => {
  const arc = fc.nat(0x7fffffff);
  fc.assert(
    fc.property(
      fc.constantFrom("0.9", "1.2", "2.5", "2.16"),
      fc.array(arc, { maxLength: 4 }),
      (top, arcs) => {
        const dotted = [top, ...arcs].join(".");
        assert.equal(oidText(readWhole(oid(dotted))), dotted);
      },
    ),
  );
});

test("times before and after 2050 keep their second", () => {
  for (const text of ["1999-12-31T23:59:59.000Z", "2049-12-31T23:59:59.000Z", "2050-01-01T00:00:00.000Z"]) {
    assert.equal(readTime(readWhole(time(new Date(text)))).toISOString(), text);
  }
});

test("lengths that lie are malformed", () => {
  for (const hex of [
    "",
    "30",
    "3005",
    "30050201",
    "3081",
    "30840fffffff",
    "3086000000000000",
    "04800000",
    "1f0100",
  ])
    assert.equal(
      why(() => readElement(fromHex(hex), 0)),
      "malformed",
      hex,
    );
  assert.equal(
    why(() => readWhole(fromHex("05000500"))),
    "malformed",
  );
  assert.equal(
    why(() => childrenOf(readWhole(octetString(fromHex("0500"))))),
    "malformed",
  );
  assert.equal(
    why(() => integerOf(readWhole(fromHex("0206010203040506")))),
    "malformed",
  );
});

test("nesting is bounded", () => {
  const deep = Buffer.alloc(2 * 100_000, Buffer.from([0x30, 0x80]));
  assert.equal(
    why(() => readElement(deep, 0)),
    "too-deep",
  );
  const pieces = (depth: number): Bytes =>
    Array.from({ length: depth }).reduce<Bytes>((inner) => der(0x24, inner), octetString(Buffer.of(1)));
  assert.deepEqual([...octetsOf(readWhole(pieces(4)))], [1]);
  assert.equal(
    why(() => octetsOf(readWhole(pieces(5)))),
    "too-deep",
  );
});

test("the number of elements is bounded", () => {
  const nulls = (count: number): Bytes => der(0x30, Buffer.alloc(2 * count, Buffer.from([5, 0])));
  assert.ok(nulls(100_001).length < LIMITS.messageBytes);
  assert.equal(childrenOf(readWhole(nulls(100_000))).length, 100_000);
  assert.equal(
    why(() => childrenOf(readWhole(nulls(100_001)))),
    "too-large",
  );
});

test("a cursor refuses what is missing and passes over what is optional", () => {
  const cursor = Cursor.over(sequence(smallInteger(7), octetString(Buffer.of(1))));
  assert.equal(cursor.integer(), 7);
  assert.equal(cursor.optional(TAG.set), null);
  assert.equal(cursor.take(TAG.octetString).content.length, 1);
  assert.ok(cursor.done);
  assert.equal(
    why(() => cursor.any()),
    "malformed",
  );
});
