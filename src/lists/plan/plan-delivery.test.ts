import assert from "node:assert/strict";
import { test } from "node:test";
import { asId, type MemberId, type Recipient, type Scheme, type WhyCode } from "#base";
import { aRecipient, fingerprint } from "../../../test/support/stored.ts";
import { type ListSettingChanges, listSettings } from "#config";
import type { MemberKeyState, PlanMember } from "../list.ts";
import { planDelivery } from "./plan-delivery.ts";

const SEALED: ListSettingChanges = {
  gpg_post_encrypt: "force",
  gpg_distrib_encrypt: "force",
  gpg_distrib_sign: "yes",
  smime_distrib_encrypt: "force",
};

const ID = fingerprint("A");

function key(scheme: Scheme, aead: Recipient["aead"] = null): MemberKeyState {
  return { scheme, fingerprint: ID, state: { usable: { ...aRecipient(ID), scheme, aead } } };
}

function unusableKey(scheme: Scheme, why: WhyCode, id = ID): MemberKeyState {
  return { scheme, fingerprint: id, state: { usable: null, why, expiredAt: null } };
}

function member(...keys: MemberKeyState[]): PlanMember {
  return { id: asId<MemberId>(1), keys };
}

function outcome(settings: ListSettingChanges, who: PlanMember, opened = true): string {
  const { plan } = planDelivery(listSettings(settings), who, opened);
  return plan.kind === "copy" ? plan.profile.key : `notice ${plan.reason.why}`;
}

test("each member gets the family that they have a key for", () => {
  assert.equal(outcome(SEALED, member(key("openpgp"))), "openpgp/seipd1/signed/en/plain");
  assert.equal(outcome(SEALED, member(key("openpgp", "gcm"))), "openpgp/seipd2-gcm/signed/en/plain");
  assert.equal(outcome(SEALED, member(key("openpgp", "ocb"))), "openpgp/seipd2-ocb/signed/en/plain");
  assert.equal(outcome(SEALED, member(key("smime"))), "smime/cbc/unsigned/en/plain");
  assert.equal(outcome(SEALED, member(key("smime", "gcm"))), "smime/gcm/unsigned/en/plain");
});

test("who has a key in both families gets the one that is asked first", () => {
  const [pgp, certificate] = [key("openpgp"), key("smime")];
  assert.equal(outcome(SEALED, member(pgp, certificate)), "openpgp/seipd1/signed/en/plain");
  assert.equal(outcome(SEALED, member(certificate, pgp)), "smime/cbc/unsigned/en/plain");
  const expired = unusableKey("smime", "key-expired");
  assert.equal(outcome(SEALED, member(expired, pgp)), "openpgp/seipd1/signed/en/plain");
});

test("force: nobody gets it in clear", () => {
  assert.equal(outcome(SEALED, member()), "notice no-key");
  assert.equal(outcome(SEALED, member(unusableKey("openpgp", "key-expired"))), "notice key-expired");
  assert.equal(outcome(SEALED, member(), false), "notice no-key");
});

test("a family at no is not used even where its key is there", () => {
  const only: ListSettingChanges = { gpg_distrib_encrypt: "force" };
  assert.equal(outcome(only, member(key("smime"))), "notice family-off");
  const expired = unusableKey("openpgp", "key-expired");
  assert.equal(outcome(only, member(key("smime"), expired)), "notice key-expired");
});

test("yes: clear and marked for those without a key, once that is confirmed", () => {
  const yes: ListSettingChanges = { gpg_post_encrypt: "yes", gpg_distrib_encrypt: "yes" };
  assert.equal(outcome(yes, member()), "notice no-key");
  assert.equal(
    outcome({ ...yes, clear_after_decrypt: "confirmed" }, member()),
    "clear/none/unsigned/en/marked",
  );
  assert.equal(outcome(yes, member(), false), "clear/none/unsigned/en/marked");
});

test("no: everybody gets it in clear, signed if the list signs", () => {
  assert.equal(outcome({}, member(key("openpgp")), false), "clear/none/unsigned/en/plain");
  assert.equal(outcome({ smime_distrib_sign: "yes" }, member(), false), "smime/none/signed/en/plain");
});

test("who has a key that nothing can be sealed to is told of that key, not that we have none", () => {
  const reason = (...keys: MemberKeyState[]) => {
    const { plan } = planDelivery(listSettings(SEALED), member(...keys), true);
    return plan.kind === "notice" ? `${plan.reason.why} ${plan.reason.fingerprint}` : "copy";
  };
  const signs = unusableKey("smime", "key-cannot-encrypt", fingerprint("5"));
  const expired = unusableKey("smime", "key-expired", fingerprint("E"));
  assert.equal(reason(signs), `key-cannot-encrypt ${fingerprint("5")}`);
  assert.equal(reason(unusableKey("openpgp", "key-revoked")), `key-revoked ${ID}`);
  assert.equal(reason(signs, expired), `key-expired ${fingerprint("E")}`);
  assert.equal(reason(signs, key("smime")), "copy");
});

test("the head is sealed to the chosen key, and in clear there is none", () => {
  const keys = [unusableKey("openpgp", "key-expired", fingerprint("E")), key("openpgp")];
  assert.equal(planDelivery(listSettings(SEALED), member(...keys), true).sealedTo, ID);
  assert.equal(planDelivery(listSettings({}), member(...keys), false).sealedTo, null);
});
