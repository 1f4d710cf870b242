import assert from "node:assert/strict";
import { test } from "node:test";
import type { EmailAddress } from "#base";
import { appointedWords, removalReport, removedWords } from "./show-membership.ts";

const [list, anna, work] = ["team@example.org", "anna@example.net", "anna@work.example"] as EmailAddress[];

test("a removal names the other addresses that a ban has to name", () => {
  assert.ok(list !== undefined && anna !== undefined && work !== undefined);
  const gone = `${anna} is no longer on ${list}.`;
  assert.equal(removedWords({ list, address: anna, others: [] }), gone);
  const more = `These addresses were theirs, too. Whom you ban, ban under each:\n  ${work}`;
  assert.equal(removedWords({ list, address: anna, others: [work] }), `${gone}\n${more}`);
  const many = removalReport({ list, removed: [anna], others: [work], unknown: [] });
  assert.equal(many, `1 member removed.\n${more}`);
});

test("who looked after a list only, and does so no more, is not shown as a member", () => {
  assert.ok(list !== undefined && anna !== undefined);
  assert.equal(
    appointedWords({ removed: true, list, address: anna }),
    `${anna} looks after ${list} no more, and is not on it.`,
  );
});
