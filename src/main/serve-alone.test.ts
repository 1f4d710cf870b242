import assert from "node:assert/strict";
import { test } from "node:test";
import { wordsOfServe } from "./serve-alone.ts";

test("only serve and its folder go past the command line", () => {
  assert.deepEqual(wordsOfServe(["serve"]), {});
  assert.deepEqual(wordsOfServe(["serve", "--data", "x"]), { folder: "x" });
  assert.deepEqual(wordsOfServe(["--data", "x", "serve"]), { folder: "x" });
  for (const words of [
    [],
    ["serve", "now"],
    ["serve", "--help"],
    ["--json", "serve"],
    ["serve", "--data"],
    ["serve", "--data", "--help"],
    ["--data", "serve"],
    ["list", "--data", "serve"],
    ["serve", "--data", "x", "--data", "y"],
    ["help", "serve"],
  ])
    assert.equal(wordsOfServe(words), null, words.join(" "));
});
