import assert from "node:assert/strict";
import { test } from "node:test";
import { messageIds } from "./message-ids.ts";

test("identifiers come in order, with their brackets", () => {
  assert.deepEqual(messageIds("<a@b.c> (x)\t<d.e@[1.2.3.4]>,<f@g>"), ["<a@b.c>", "<d.e@[1.2.3.4]>", "<f@g>"]);
});

test("what is no identifier is skipped", () => {
  assert.deepEqual(messageIds("a@b <> <a> <a b@c> <a@b\0> <<x@y> <z@"), ["<x@y>"]);
});

test("hostile values take linear time", () => {
  for (const piece of ["<", "<a@", "<a", "@"]) {
    const before = performance.now();
    assert.deepEqual(messageIds(piece.repeat(65_536 / piece.length)), []);
    assert.ok(performance.now() - before < 1000, piece);
  }
});
