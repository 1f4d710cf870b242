import assert from "node:assert/strict";
import { test } from "node:test";
import type { EmailAddress } from "#base";
import { listSettings } from "#config";
import { clearAfterDecrypt } from "./admission/clear-after-decrypt.ts";
import { usesKeys } from "./families.ts";
import { isForeignField, isOwnListId, leaveFields, listHeaderFields } from "./list-header-fields.ts";
import { messageIdImage, referenceImages } from "./plan/message-id-image.ts";

const TEAM = "Team@Example.org" as EmailAddress;
const KEY = new Uint8Array(32).fill(7);

test("a list whose eight settings are all no uses no keys", () => {
  assert.equal(usesKeys(listSettings({})), false);
  assert.equal(usesKeys(listSettings({ smime_distrib_sign: "yes" })), true);
});

test("clear copies of opened posts need a confirmation, in words", () => {
  const asked = clearAfterDecrypt(listSettings({ gpg_post_encrypt: "yes" }));
  assert.ok(asked.needsConfirmation && asked.text.includes("to everybody"));
  assert.equal(
    clearAfterDecrypt(listSettings({ gpg_post_encrypt: "yes", gpg_distrib_encrypt: "force" })).possible,
    false,
  );
  assert.equal(clearAfterDecrypt(listSettings({ gpg_distrib_encrypt: "yes" })).possible, false);
});

const FIELDS = { encodedName: "Team", withoutUnsubscribe: false };

test("one set of list fields, and the list finds itself in List-Id", () => {
  const fields = new Map(listHeaderFields({ address: TEAM, settings: listSettings({}) }, FIELDS));
  assert.equal(fields.get("List-Id"), "Team <team.example.org>");
  assert.equal(fields.get("List-Subscribe"), "<mailto:Team-join@Example.org>");
  assert.equal(fields.get("List-Unsubscribe"), "<mailto:Team-leave@Example.org>");
  assert.equal(fields.get("List-Help"), "<mailto:Team-request@Example.org?subject=help>");
  assert.ok(isOwnListId(fields.get("List-Id") ?? "", TEAM));
  assert.ok(!isOwnListId("<other.example.org>", TEAM));
});

test("where each copy says how its reader leaves, the fields that all share say nothing of it", () => {
  const facts = { address: TEAM, settings: listSettings({}) };
  const names = listHeaderFields(facts, { ...FIELDS, withoutUnsubscribe: true }).map(([name]) => name);
  assert.ok(!names.includes("List-Unsubscribe"));
  assert.deepEqual(leaveFields(TEAM, "https://lists.example.org/leave/1.2.3"), [
    ["List-Unsubscribe", "<https://lists.example.org/leave/1.2.3>, <mailto:Team-leave@Example.org>"],
    ["List-Unsubscribe-Post", "List-Unsubscribe=One-Click"],
  ]);
});

test("an owner may leave out the list fields, or where to post; what loops are known by stays", () => {
  const names = (settings: Parameters<typeof listSettings>[0]) =>
    listHeaderFields({ address: TEAM, settings: listSettings(settings) }, FIELDS).map(([name]) => name);
  assert.deepEqual(names({ include_rfc2369_headers: "no" }), ["Precedence"]);
  assert.ok(!names({ include_list_post_header: "no" }).includes("List-Post"));
  assert.ok(names({}).includes("List-Post"));
});

test("fields that only servers may set are known whatever their case", () => {
  for (const name of [
    "List-ID",
    "x-mailman-sls-decrypted",
    "X-Conclave-Verdict",
    "AUTOCRYPT",
    "Authentication-Results",
  ]) {
    assert.ok(isForeignField(name), name);
  }
  assert.ok(!isForeignField("Subject"));
});

test("an image of a Message-ID is the same each time, and images stay as they are", () => {
  const image = messageIdImage(KEY, TEAM, "<1@laptop.local>");
  assert.match(image, /^<[\w-]{32}@example\.org>$/);
  assert.equal(messageIdImage(KEY, TEAM, "<1@laptop.local>"), image);
  assert.notEqual(messageIdImage(KEY, TEAM, "<2@laptop.local>"), image);
  assert.deepEqual(referenceImages(KEY, TEAM, ["<1@laptop.local>", image]), [image, image]);
});
