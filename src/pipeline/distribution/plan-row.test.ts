import assert from "node:assert/strict";
import { test } from "node:test";
import { listSettings } from "#config";
import type { FanOutMember } from "#store";
import { aDescription, aRecipient, fingerprint, minutesLater } from "../../../test/support/stored.ts";
import type { InFlight } from "../in-flight.ts";
import { planRow } from "./plan-pages.ts";

const KEY = fingerprint("a");

/** What is planned for a message that is judged after some minutes, whenever it arrived. */
function planned(minutes: number, key: { readonly from: number; readonly until: number }): string {
  const settings = listSettings({ gpg_distrib_encrypt: "force" });
  const judgedAt = minutesLater(minutes);
  const mail = { list: { settings }, opened: null, arrivedAt: minutesLater(3), judgedAt };
  const recipient = {
    ...aRecipient(KEY),
    usableFrom: minutesLater(key.from),
    usableUntil: minutesLater(key.until),
  };
  const keys = [{ scheme: "openpgp" as const, fingerprint: KEY, recipient, description: aDescription(KEY) }];
  const member = { memberId: 1, address: "ann@example.org", language: "en", keys };
  return planRow(mail as unknown as InFlight, member as unknown as FanOutMember)
    .profile.split("/", 2)
    .join("/");
}

test("keys are judged when the message is: at arrival, or when a person accepted it", () => {
  assert.equal(planned(3, { from: 2, until: 4 }), "openpgp/seipd1");
  assert.equal(planned(5, { from: 2, until: 4 }), "notice/key-expired");
  assert.equal(planned(5, { from: 4, until: 6 }), "openpgp/seipd1");
  assert.equal(planned(3, { from: 4, until: 6 }), "notice/key-not-yet-valid");
});
