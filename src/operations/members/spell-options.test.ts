import assert from "node:assert/strict";
import { test } from "node:test";
import { readOptionWords } from "./option-words.ts";
import { spellOptions } from "./spell-options.ts";

test("what is chosen is spelt in words that choose the same", () => {
  for (const [typed, spelt] of [
    ["nomail", "DELIVERY OFF"],
    ["mail", "MAIL"],
    ["delivery on", "DELIVERY ON"],
    ["until 2026-12-24 ack", "UNTIL 2026-12-24, ACK ON"],
    ["digestplain conceal", "DELIVERY ON, DIGEST PLAIN, HIDE ON"],
    ["not_me nodupes", "MYPOSTS OFF, DUPLICATES OFF"],
    [
      "language list topics bug_reports,misc other_topics on",
      "LANGUAGE LIST, TOPICS bug_reports,misc, OTHER_TOPICS ON",
    ],
    ["topics all language fr digest off", "DIGEST OFF, LANGUAGE FR, TOPICS ALL"],
  ] as const) {
    const options = readOptionWords(typed.split(" "));
    assert.equal(spellOptions(options), spelt);
    assert.deepEqual(readOptionWords(spelt.replaceAll(", ", " ").split(" ")), options);
  }
});

test("a name is not repeated", () => {
  assert.equal(spellOptions({ name: "Buy cheap pills" }), "NAME");
});
