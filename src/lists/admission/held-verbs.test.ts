import assert from "node:assert/strict";
import { test } from "node:test";
import { listSettings } from "#config";
import { heldVerbs } from "./held-verbs.ts";

test("acceptance is offered where it can let a message out", () => {
  const settings = listSettings({});
  assert.equal(heldVerbs(settings, "not-signed").accept, true);
  for (const code of ["no-integrity", "opened-elsewhere"] as const)
    assert.equal(heldVerbs(settings, code).accept, false);
  const dissidents = listSettings({ smime_post_encrypt: "yes", anonymous_list: "yes" });
  assert.equal(heldVerbs(dissidents, "names-author").accept, false);
  assert.equal(heldVerbs(dissidents, "clear-not-confirmed").accept, false);
  const confirmed = listSettings({ smime_post_encrypt: "yes", clear_after_decrypt: "confirmed" });
  assert.equal(heldVerbs(confirmed, "clear-not-confirmed").accept, true);
  assert.equal(heldVerbs(confirmed, "names-author").accept, true);
});

test("a sender is asked again where sending it in another way helps, and never on an anonymous list", () => {
  const settings = listSettings({});
  assert.deepEqual(heldVerbs(settings, "not-signed"), { accept: true, ask: true, tell: true });
  assert.equal(heldVerbs(settings, "nonmember").ask, false);
  const anonymous = heldVerbs(listSettings({ anonymous_list: "yes" }), "not-signed");
  assert.deepEqual(anonymous, { accept: true, ask: false, tell: false });
});
