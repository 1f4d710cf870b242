import assert from "node:assert/strict";
import { test } from "node:test";
import { readWhole, TAG } from "./ber.ts";
import { der } from "./der.ts";
import { attempt } from "./refusal.ts";
import { readTime } from "./read-time.ts";

const UTC = TAG.utcTime;
const GENERALIZED = TAG.generalizedTime;

const TABLE: readonly (readonly [number, string, string])[] = [
  [UTC, "261122003001Z", "2026-11-22T00:30:01.000Z"],
  [UTC, "500101000000Z", "1950-01-01T00:00:00.000Z"],
  [UTC, "2611220030Z", "2026-11-22T00:30:00.000Z"],
  [UTC, "261122003001+0130", "2026-11-21T23:00:01.000Z"],
  [UTC, "261122003001-0800", "2026-11-22T08:30:01.000Z"],
  [GENERALIZED, "20261122003001Z", "2026-11-22T00:30:01.000Z"],
  [GENERALIZED, "20261122003001.5Z", "2026-11-22T00:30:01.000Z"],
  [GENERALIZED, "20261122003001+0100", "2026-11-21T23:30:01.000Z"],
  [GENERALIZED, "20280229000000Z", "2028-02-29T00:00:00.000Z"],
  [UTC, "261122003001", "malformed"],
  [UTC, "261322003001Z", "malformed"],
  [UTC, "260230000000Z", "malformed"],
  [UTC, "261122250000Z", "malformed"],
  [UTC, "261122006000Z", "malformed"],
  [UTC, "", "malformed"],
  [GENERALIZED, "261122003001Z", "malformed"],
  [TAG.octetString, "261122003001Z", "malformed"],
];
for (const [tag, text, expected] of TABLE) {
  test(`the time ${JSON.stringify(text)} under tag ${tag} is ${expected}`, () => {
    const read = attempt(() => readTime(readWhole(der(tag, Buffer.from(text)))));
    assert.equal(read.ok ? read.value.toISOString() : read.error, expected);
  });
}

test("a time in pieces is put together (X.690 §8.21.2)", () => {
  const pieces = [Buffer.from("2611"), Buffer.from("22003001Z")].map((piece) => der(TAG.octetString, piece));
  const time = readTime(readWhole(der(UTC | 0x20, ...pieces)));
  assert.equal(time.toISOString(), "2026-11-22T00:30:01.000Z");
});
