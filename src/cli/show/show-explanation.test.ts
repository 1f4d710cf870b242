import assert from "node:assert/strict";
import { test } from "node:test";
import type { Explanation } from "#pipeline";
import { explanationLines } from "./show-explanation.ts";

const FOUND: Explanation = {
  list: "team@example.org",
  door: "post",
  recipient: "team@example.org",
  sender: "anna@example.net",
  at: "2026-11-21T12:00:00.000Z",
  size: 100,
  approved: false,
  header: [],
  steps: [],
  decision: { do: "accept", code: null, reason: null, advice: null, detail: "" },
  handler: "distribute",
  copies: [],
  kept: null,
  archived: null,
  digest: null,
  answer: { to: null, sealed: false, why: "nothing-to-say" },
  told: [],
};

const then = (digest: Explanation["digest"]) =>
  /^then +distribute(?:\n +(.*))?$/m.exec(explanationLines({ ...FOUND, digest }))?.[1];

test("who gets a post in a digest, and when that goes", () => {
  assert.equal(then(null), undefined);
  assert.equal(
    then({ members: 2, goes: "time", at: "2026-11-22T12:00:00.000Z", bySize: true }),
    "2 members: in the next digest, which goes at 2026-11-22 12:00 UTC, or as soon as enough waits",
  );
  assert.equal(
    then({ members: 1, goes: "asked", at: null, bySize: true }),
    "1 member: in the next digest, which goes as soon as enough waits, or an owner sends it",
  );
  assert.equal(
    then({ members: 1, goes: "large", at: null, bySize: true }),
    "1 member: in the next digest, which goes at once: enough waits then",
  );
  assert.equal(
    then({ members: 2, goes: "time", at: "2026-11-22T12:00:00.000Z", bySize: false }),
    "2 members: in the next digest, which goes at 2026-11-22 12:00 UTC",
  );
  assert.equal(
    then({ members: 2, goes: "asked", at: null, bySize: false }),
    "2 members: in the next digest, which goes when an owner sends it",
  );
});
