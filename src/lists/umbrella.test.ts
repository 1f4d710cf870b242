import assert from "node:assert/strict";
import { test } from "node:test";
import type { EmailAddress } from "#base";
import { listSettings } from "#config";
import { membershipAddress } from "./umbrella.ts";

const CITY = "city@example.org" as EmailAddress;

test("of an umbrella list's members the suffix leads to the people; a list with keys writes to the member", () => {
  const to = (changes: Parameters<typeof listSettings>[0], member = CITY, office = {}) =>
    membershipAddress({ settings: listSettings(changes) }, { address: member, ...office });
  assert.equal(to({}), CITY);
  assert.equal(to({ umbrella_list: "yes" }), "city-owner@example.org");
  assert.equal(to({ umbrella_list: "yes", umbrella_member_suffix: "+admin" }), "city+admin@example.org");
  assert.equal(to({ umbrella_list: "yes", gpg_post_sign: "yes" }), CITY);
  assert.equal(to({ umbrella_list: "yes" }, CITY, { owner: true }), CITY, "owners are people");
  assert.equal(to({ umbrella_list: "yes" }, CITY, { moderator: true }), CITY);
  const long = `${"x".repeat(60)}@example.org` as EmailAddress;
  assert.equal(to({ umbrella_list: "yes" }, long), long, "no address comes of it");
});
