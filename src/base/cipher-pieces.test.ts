import assert from "node:assert/strict";
import { createCipheriv, createDecipheriv } from "node:crypto";
import { test } from "node:test";
import { type Bytes, concatBytes } from "./bytes.ts";
import { cipherPieces, gatherBytes } from "./cipher-pieces.ts";

const key = new Uint8Array(32).fill(7);
const iv = new Uint8Array(16).fill(9);
const plain = Uint8Array.from({ length: 2_500_001 }, (_, at) => at % 251);

test("a cipher in pieces gives what it gives in one", () => {
  const whole = createCipheriv("aes-256-cbc", key, iv);
  const expected = concatBytes(whole.update(plain), whole.final());
  const cipher = createCipheriv("aes-256-cbc", key, iv);
  const halves = [plain.subarray(0, 1_300_000), plain.subarray(1_300_000)];
  const sealed = gatherBytes(expected.length, cipherPieces(cipher, ...halves));
  assert.deepEqual(Buffer.from(sealed), Buffer.from(expected));
  const opened = gatherBytes(sealed.length, cipherPieces(createDecipheriv("aes-256-cbc", key, iv), sealed));
  assert.deepEqual(Buffer.from(opened), Buffer.from(plain), "without the octets that the padding took");
});

test("padding that does not fit throws", () => {
  const damaged = new Uint8Array(32);
  const decipher = createDecipheriv("aes-256-cbc", key, iv);
  assert.throws(() => gatherBytes(damaged.length, cipherPieces(decipher, damaged)));
});

test("a piece is let go once the next is asked for, and what goes in is not", () => {
  const made: Bytes[] = [];
  const cipher = createCipheriv("aes-256-cbc", key, iv);
  for (const piece of cipherPieces(cipher, plain)) made.push(piece);
  assert.deepEqual(
    made.map(({ length }) => length),
    [0, 0, 0, 16],
  );
  assert.equal(plain.length, 2_500_001);
});

test("pieces that have more octets than they may are refused", () => {
  assert.throws(() => gatherBytes(3, [new Uint8Array(2), new Uint8Array(2)]), RangeError);
});
