/** What stock Mailman 2.1 did with posts, this server does, but for what stands in docs/reference/mailman-differences.md. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { type GoldenCase, readCases } from "./golden-case.ts";
import { runCases } from "./run-cases.ts";

const cases = readCases(join(import.meta.dirname, "..", "corpus", "mailman21-golden"));

/** Cases that may differ; the list may only become shorter. */
const NOT_YET = ["approved-body", "filter-ext", "headerfilter-discard", "topics-match", "urgent"];

test("recorded posts: who got them, with which fields and text, and what was decided", async () => {
  const different = [];
  for await (const { name, verdict, gaps, differences } of runCases(cases))
    if (verdict === "different") different.push({ name, gaps, differences });
  assert.deepEqual(
    different.map(({ name }) => name),
    NOT_YET,
    JSON.stringify(
      different.filter(({ name }) => !NOT_YET.includes(name)),
      null,
      2,
    ),
  );
});

test("a fact that is not as it was recorded is told, and so is an option that nothing takes", async () => {
  const golden = cases.find(({ name }) => name === "post-default");
  assert.ok(golden);
  const [delivery] = golden.deliveries;
  assert.ok(delivery);
  const message = delivery.message.replace("[Gold] hello", "[Gold] goodbye");
  const changed: GoldenCase = {
    ...golden,
    list_options: { unheard_of: 1 },
    members_after: ["anne@rcpt.test"],
    deliveries: [{ ...delivery, message, rcpt_to: ["anne@rcpt.test"] }],
  };
  for await (const { verdict, gaps, differences } of runCases([changed])) {
    assert.equal(verdict, "different");
    assert.deepEqual(gaps, ["needs setting unheard_of"]);
    assert.deepEqual(differences.map(({ fact }) => fact).toSorted(), [
      "field subject",
      "members",
      "recipients",
      "transactions",
    ]);
  }
});
