import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { addressOfUserId } from "./user-id.ts";

const ADDRESSES: readonly (readonly [string, string | null])[] = [
  ["Alice <alice@example.org>", "alice@example.org"],
  ["<alice@example.org>", "alice@example.org"],
  ["alice@example.org", "alice@example.org"],
  ["Alice Example (work) <Alice@Example.org>", "Alice@Example.org"],
  ["alice@example.org <alice@example.org>", "alice@example.org"],
  ['"alice@example.org" <Alice@EXAMPLE.org>', "Alice@EXAMPLE.org"],
  ["Mallory (<alice@x.example>) <mallory@x.example>", null],
  ["alice@x.example <mallory@x.example>", null],
  ["Mallory <mallory@x.example> <alice@x.example>", null],
  ["Mallory <mallory@x.example> alice@x.example", null],
  ["<alice@x.example>, <mallory@x.example>", null],
  ["alice@x.example, mallory@x.example", null],
  ["Mallory <mallory@x.example\n>", null],
  ["Alice\r\n <alice@x.example>", null],
  ["Alice\0 <alice@x.example>", null],
  ["Alice\ufffd <alice@x.example>", null],
  ["Alice <>", null],
  ["Alice", null],
  ["", null],
];

for (const [userId, address] of ADDRESSES) {
  test(`user id ${JSON.stringify(userId)} proves ${address ?? "no address"}`, () => {
    assert.equal(addressOfUserId(userId), address);
  });
}

test("whatever else stands in a user id, two addresses in angle brackets prove neither", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (before, between, behind) => {
      const userId = `${before}<alice@example.org>${between}<mallory@example.com>${behind}`;
      assert.equal(addressOfUserId(userId), null);
    }),
  );
});
