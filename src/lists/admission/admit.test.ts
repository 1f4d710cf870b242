import assert from "node:assert/strict";
import { test } from "node:test";
import { asId, type EmailAddress, type Fingerprint, type MemberId } from "#base";
import { type ListSettingChanges, listSettings } from "#config";
import { admit, type Evidence } from "./admit.ts";
import { UNREMARKABLE } from "./rules/posting-facts.ts";

const NOW = new Date("2026-11-21T12:00:00Z");
const ALICE = asId<MemberId>(1);

const signed: Evidence = {
  openedAs: "openpgp",
  author: { authentic: true, address: "alice@example.org" as EmailAddress, signer: "AA" as Fingerprint },
  signedAs: "openpgp",
  member: ALICE,
  signedFor: "here",
  trustworthyText: true,
  signedAt: NOW,
  arrivedAt: NOW,
  approved: false,
  answersSealed: false,
  scenario: null,
  revocationKnown: true,
  posting: { ...UNREMARKABLE, bodyOctets: 2000 },
};
const unsigned: Evidence = {
  ...signed,
  author: { authentic: false, address: "alice@example.org" as EmailAddress, why: "no-signature" },
  signedAs: null,
  signedAt: null,
};
const clear: Evidence = { ...unsigned, openedAs: null };

interface Row {
  readonly name: string;
  readonly settings: ListSettingChanges;
  readonly evidence: Evidence;
  readonly outcome: string;
}

const FULL: ListSettingChanges = {
  gpg_post_encrypt: "force",
  gpg_post_sign: "force",
  gpg_distrib_encrypt: "force",
  gpg_distrib_sign: "yes",
};
const hours = (n: number): Date => new Date(NOW.getTime() + n * 3_600_000);

const TABLE: readonly Row[] = [
  {
    name: "a list without keys takes a member's clear post",
    settings: {},
    evidence: clear,
    outcome: "accept",
  },
  {
    name: "and holds a non-member's",
    settings: {},
    evidence: { ...clear, member: null },
    outcome: "hold nonmember",
  },
  { name: "full: sealed and signed passes", settings: FULL, evidence: signed, outcome: "accept" },
  { name: "full: unsigned is discarded", settings: FULL, evidence: unsigned, outcome: "discard not-signed" },
  {
    name: "full: clear and signed is refused",
    settings: FULL,
    evidence: { ...signed, openedAs: null },
    outcome: "reject not-sealed",
  },
  {
    name: "full: discard is stricter than reject",
    settings: FULL,
    evidence: clear,
    outcome: "discard not-signed",
  },
  {
    name: "post_sign = yes holds",
    settings: { gpg_post_sign: "yes" },
    evidence: unsigned,
    outcome: "hold not-signed",
  },
  {
    name: "the strictest family is the demand",
    settings: { gpg_post_sign: "yes", smime_post_sign: "force" },
    evidence: unsigned,
    outcome: "discard not-signed",
  },
  {
    name: "and any family in use meets it",
    settings: { gpg_post_sign: "yes", smime_post_sign: "force" },
    evidence: signed,
    outcome: "accept",
  },
  {
    name: "a family at no does not meet it",
    settings: { smime_post_sign: "yes" },
    evidence: signed,
    outcome: "hold not-signed",
  },
  {
    name: "sealed in a family at no counts as clear",
    settings: { smime_post_encrypt: "force", smime_distrib_encrypt: "force" },
    evidence: signed,
    outcome: "reject not-sealed",
  },
  {
    name: "signed 8 days ago is held",
    settings: FULL,
    evidence: { ...signed, signedAt: hours(-8 * 24) },
    outcome: "hold too-old",
  },
  {
    name: "signed 6 days ago passes",
    settings: FULL,
    evidence: { ...signed, signedAt: hours(-6 * 24) },
    outcome: "accept",
  },
  {
    name: "signed 30 hours ahead is held",
    settings: FULL,
    evidence: { ...signed, signedAt: hours(30) },
    outcome: "hold clock-ahead",
  },
  {
    name: "signed without a time is held",
    settings: FULL,
    evidence: { ...signed, signedAt: null },
    outcome: "hold no-signed-time",
  },
  {
    name: "an owner's approval overrides hold",
    settings: { gpg_post_sign: "yes" },
    evidence: { ...unsigned, approved: true },
    outcome: "accept",
  },
  {
    name: "but not discard",
    settings: FULL,
    evidence: { ...unsigned, approved: true },
    outcome: "discard not-signed",
  },
  {
    name: "nor what could have been changed on its way",
    settings: {},
    evidence: { ...clear, trustworthyText: false, approved: true },
    outcome: "hold no-integrity",
  },
  {
    name: "signed for somebody else is held",
    settings: FULL,
    evidence: { ...signed, signedFor: "others" },
    outcome: "hold signed-for-others",
  },
  {
    name: "until an owner accepts it",
    settings: FULL,
    evidence: { ...signed, signedFor: "others", approved: true },
    outcome: "accept",
  },
  {
    name: "larger than max_message_size is held",
    settings: { max_message_size: 1 },
    evidence: clear,
    outcome: "hold too-large",
  },
  {
    name: "0 means no limit of the list's own",
    settings: { max_message_size: 0 },
    evidence: clear,
    outcome: "accept",
  },
  {
    name: "CBC text that nobody vouches for is held",
    settings: FULL,
    evidence: { ...signed, trustworthyText: false },
    outcome: "hold no-integrity",
  },
  {
    name: "a clear answer to a sealed post is held",
    settings: {},
    evidence: { ...clear, answersSealed: true },
    outcome: "hold clear-reply",
  },
  {
    name: "unless the list only warns",
    settings: { clear_reply_to_sealed: "warn" },
    evidence: { ...clear, answersSealed: true },
    outcome: "accept",
  },
  {
    name: "or an owner lets it go out",
    settings: {},
    evidence: { ...clear, answersSealed: true, approved: true },
    outcome: "accept",
  },
  {
    name: "dissidents need a confirmation",
    settings: { smime_post_encrypt: "yes" },
    evidence: { ...unsigned, openedAs: "smime" },
    outcome: "hold clear-not-confirmed",
  },
  {
    name: "and pass with it",
    settings: { smime_post_encrypt: "yes", clear_after_decrypt: "confirmed" },
    evidence: { ...unsigned, openedAs: "smime" },
    outcome: "accept",
  },
];

for (const row of TABLE) {
  test(`admit: ${row.name}`, () => {
    const decision = admit(listSettings(row.settings), row.evidence);
    assert.equal("code" in decision ? `${decision.do} ${decision.code}` : decision.do, row.outcome);
  });
}
