import assert from "node:assert/strict";
import { test } from "node:test";
import { LANGUAGES, WHY_CODES } from "#base";
import { whyText } from "./why-text.ts";

test("every code has words of its own in every language, to end a sentence with", () => {
  for (const language of LANGUAGES) {
    const said = WHY_CODES.map((code) => whyText(code, language));
    assert.equal(new Set(said).size, WHY_CODES.length, language);
    for (const text of said) assert.match(text, /^\S.*[^\s.]$/, language);
  }
});
