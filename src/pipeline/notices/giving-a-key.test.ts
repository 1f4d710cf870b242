import assert from "node:assert/strict";
import { test } from "node:test";
import { asId, type EmailAddress, type Fingerprint, type ListId } from "#base";
import { type ListSettingChanges, listSettings } from "#config";
import type { List } from "#lists";
import { expiryNotice } from "./expiry/expiry-notices.ts";
import { givingAKey } from "./giving-a-key.ts";
import { adviceText } from "./notices.ts";

const SEALS = { smime_distrib_encrypt: "yes" } as const;
const BOTH = { ...SEALS, gpg_distrib_encrypt: "yes" } as const;

function team(settings: ListSettingChanges): List {
  return {
    id: asId<ListId>(1),
    address: "team@example.org" as EmailAddress,
    displayName: "Team",
    settings: listSettings(settings),
  };
}

test("where owners bind, a certificate goes to them; where an authority vouches, a signed mail is enough", () => {
  const said = (settings: ListSettingChanges) => givingAKey(team(settings));
  const bind = /to the owners, team-owner@|owners, team-owner@example\.org, (?:a mail signed|your OpenPGP)/;
  for (const settings of [SEALS, BOTH]) {
    assert.match(said(settings), bind);
    assert.doesNotMatch(said(settings), /VERIFY|authority/);
    const trusting = said({ ...settings, smime_trust: "ca" });
    assert.match(trusting, /line VERIFY, signed with your certificate, to team-request@example\.org/);
    assert.equal(/OpenPGP/.test(trusting), settings === BOTH);
  }
  assert.match(said({ gpg_distrib_encrypt: "yes", smime_trust: "ca" }), /^Do this: send your OpenPGP/);
});

test("who did not sign is told of both ways where there are two", () => {
  const refused = { do: "hold", code: "not-signed", detail: "" } as const;
  const advice = (settings: ListSettingChanges, why = "no-signature") =>
    adviceText(team(settings), { ...refused, args: { why } });
  assert.match(advice(SEALS), /use the key that the owners know as yours/);
  assert.match(advice({ ...SEALS, smime_trust: "ca" }), /certificate of an authority that the list trusts/);
  assert.match(advice(SEALS, "key-expired"), /give it to the owners/);
  assert.match(
    advice({ ...SEALS, smime_trust: "ca" }, "key-expired"),
    /from an authority that the list trusts/,
  );
});

test("what came along with mail is renewed so, what an owner gave by the owner", () => {
  const key = {
    scheme: "smime",
    fingerprint: "AB" as Fingerprint,
    expiresAt: new Date(0),
    stage: 3,
  } as const;
  const told = (settings: ListSettingChanges, harvested: boolean) =>
    expiryNotice(team(settings), [{ ...key, harvested }]).lines.join("\n");
  const trusting = { ...SEALS, smime_trust: "ca" } as const;
  assert.match(told(trusting, true), /sign your next mail to the list with it/);
  for (const said of [told(trusting, false), told(SEALS, true), told(SEALS, false)])
    assert.match(said, /send the owners, team-owner@example\.org, a mail signed with it/);
});
