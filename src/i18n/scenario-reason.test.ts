import assert from "node:assert/strict";
import { test } from "node:test";
import { asksToSign, scenarioReason } from "./scenario-reason.ts";

test("reasons by Sympa's keys are said in words, what must be signed with its family", () => {
  const said = (key: string): string => scenarioReason(key, "en");
  assert.equal(said("send_subscriber"), "only members of the list may do that");
  assert.equal(
    said("send_subscriber_smime"),
    "only members of the list may do that, and it must carry a valid signature that is known here (S/MIME)",
  );
  assert.equal(
    said("subscribe_signed"),
    "it must carry a valid signature that is known here (OpenPGP or S/MIME)",
  );
  assert.equal(said("send_bcc"), "the address of the list stands neither in To nor in Cc");
  assert.equal(said("no-rule-match"), "no rule of the list lets it through");
  assert.match(said("not-compiled"), /until its owners mend it/);
  assert.equal(said("my_own_reason"), "the rules of the list do not let it through");
});

test("who lacks a signature is told to sign", () => {
  assert.equal(asksToSign("send_owner_pgp"), true);
  assert.equal(asksToSign("send_owner"), false);
});
