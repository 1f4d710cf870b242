import assert from "node:assert/strict";
import { test } from "node:test";
import { en } from "./english/en.ts";
import type { TextKey } from "./catalogues.ts";
import { say, sayChosen } from "./say.ts";

test("arguments stand in the text as they are, without isolation marks", () => {
  assert.equal(say("en", "refused-reason", { reason: "it was not sealed" }), "Reason: it was not sealed.");
});

test("every text of the catalogue can be said with the arguments that it names", () => {
  for (const [key, pattern] of Object.entries(en)) {
    const names = [...pattern.matchAll(/\$(\w+)/g)].map((match) => match[1] ?? "");
    const text = sayChosen("en", key as TextKey, Object.fromEntries(names.map((name) => [name, "X"])));
    assert.ok(text.length > 0 && !text.includes("{"), key);
  }
});

test("a missing argument is a bug and throws", () => {
  assert.throws(() => sayChosen("en", "refused-reason", {}), /refused-reason/);
});
