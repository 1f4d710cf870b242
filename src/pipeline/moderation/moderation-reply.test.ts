import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { MODERATION_VERBS, readModerationReply } from "./moderation-reply.ts";

const NOTHING = { number: null, reason: "", days: null };

test("the first line that says anything orders one thing", () => {
  for (const [text, wanted] of [
    ["accept", { verb: "accept" }],
    ["\r\n  Accept 17.\r\n\r\n> discard", { verb: "accept", number: 17 }],
    ["DISCARD #17", { verb: "discard", number: 17 }],
    ["defer", { verb: "defer" }],
    ["defer 3 days", { verb: "defer", days: 3 }],
    ["defer 17", { verb: "defer", number: 17 }],
    ["defer 17 3 days", { verb: "defer", number: 17, days: 3 }],
    ["defer 17 for 1 day.", { verb: "defer", number: 17, days: 1 }],
    ["reject 17 Too long,\nI fear.\n\nMore", { verb: "reject", number: 17, reason: "Too long, I fear." }],
    ["reject Not here\n-- \nOlga", { verb: "reject", reason: "Not here" }],
    ["reject: no\n> quoted", { verb: "reject", reason: "no" }],
    ["show 1\n", { verb: "show", number: 1 }],
    ["ask", { verb: "ask" }],
  ] as const)
    assert.deepEqual(readModerationReply(text), { ...NOTHING, ...wanted }, text);
});

test("anything else orders nothing", () => {
  for (const text of [
    "",
    "> accept",
    "accepted",
    "accept it",
    "accept 17 18",
    "I accept",
    "defer soon",
    "On Saturday, Team wrote:\n> accept 17",
    "discard 17 3 days",
    "<p>accept</p>",
  ])
    assert.equal(readModerationReply(text), null, text);
});

test("a reason is one line of bounded length, whatever was typed", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 3000 }), (text) => {
      const reason = readModerationReply(`reject ${text}`)?.reason ?? "";
      assert.ok(Array.from(reason).length <= 1002);
      assert.doesNotMatch(reason, /[\p{Cc}\p{Cf}]/u);
    }),
  );
});

test("no text makes it throw", () => {
  const verb = fc.constantFrom(...MODERATION_VERBS, "");
  fc.assert(fc.property(verb, fc.string(), (word, text) => void readModerationReply(`${word}${text}`)));
});
