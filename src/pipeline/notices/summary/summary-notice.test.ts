import assert from "node:assert/strict";
import { test } from "node:test";
import { asId, type EmailAddress, type ListId } from "#base";
import { listSettings } from "#config";
import type { HeldCount } from "#store";
import { ownerSummaryNotice } from "./summary-notice.ts";

const LIST = {
  id: asId<ListId>(1),
  address: "team@example.org" as EmailAddress,
  displayName: "Team",
  settings: listSettings({}),
};

const DAY = new Date(0);

function summaryOf(kinds: readonly HeldCount["kind"][]): string {
  const counts = kinds.map((kind): HeldCount => {
    return { kind, code: "member-moderated", publicText: "of a rule", count: 1, oldest: DAY, newest: DAY };
  });
  const none = { named: [], count: 0 };
  const lying = { counts, waiting: none, expiring: { count: 0, date: DAY } };
  const concerns = { offers: 0, requests: none, left: [], leftOut: [], ended: [] };
  return ownerSummaryNotice(LIST, lying, concerns).lines.join("\n");
}

test("owners are told of accepting only where something waits that they can accept", () => {
  const refused = summaryOf(["refused", "refused"]);
  assert.match(refused, /^Nothing of this waits for you: .* `conclave held list/m);
  assert.doesNotMatch(refused, /held ask/, "for many of these that is refused, too");
  assert.doesNotMatch(refused, /held accept|DISTRIBUTE|MODINDEX/);
  for (const kinds of [["held"], ["refused", "held"]] as const) {
    const waits = summaryOf(kinds);
    assert.match(waits, /`conclave held accept`[^]*DISTRIBUTE 12/);
    assert.doesNotMatch(waits, /Nothing of this waits/);
  }
});
