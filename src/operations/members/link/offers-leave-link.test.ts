import assert from "node:assert/strict";
import { test } from "node:test";
import { listSettings, type ListSettingChanges } from "#config";
import { offersLeaveLink } from "./offers-leave-link.ts";

const offers = (settings: ListSettingChanges) => offersLeaveLink(listSettings(settings));

test("a link of the reader's own stands only in copies that are for one member", () => {
  assert.equal(offers({}), false);
  assert.equal(offers({ personalize: "yes" }), true);
  assert.equal(offers({ personalize: "full" }), true);
  assert.equal(offers({ gpg_post_encrypt: "yes" }), true);
});

test("nor where leaving takes more than an answer, where there are no list fields, or where others read along", () => {
  for (const settings of [
    { unsubscribe_policy: "yes" },
    { unsubscribe: "owner" },
    { unsubscribe: "closed" },
    { unsubscribe: "one_of_their_own" },
    { include_rfc2369_headers: "no" },
    { regular_include_lists: "crew" },
    { umbrella_list: "yes" },
  ] as const)
    assert.equal(offers({ ...settings, personalize: "yes" }), false, JSON.stringify(settings));
  assert.equal(offers({ unsubscribe: "auth_notify", personalize: "yes" }), true);
});
