import assert from "node:assert/strict";
import { test } from "node:test";
import { asId, type EmailAddress, type MemberId } from "#base";
import { type ListSettingChanges, listSettings } from "#config";
import { admit, askRules, type Evidence } from "../admit.ts";
import { type PostingFacts, UNREMARKABLE } from "./posting-facts.ts";

const MEMBER = asId<MemberId>(1);
const KEYS: ListSettingChanges = { gpg_distrib_encrypt: "yes" };

/** A clear post, by default of a member. */
function evidence(posting: Partial<PostingFacts>, more: Partial<Evidence> = {}): Evidence {
  return {
    openedAs: null,
    author: { authentic: false, address: "alice@example.org" as EmailAddress, why: "no-signature" },
    signedAs: null,
    member: MEMBER,
    signedFor: "unsaid",
    trustworthyText: true,
    signedAt: null,
    arrivedAt: new Date(0),
    approved: false,
    answersSealed: false,
    scenario: null,
    revocationKnown: true,
    posting: { ...UNREMARKABLE, ...posting },
    ...more,
  };
}

function outcome(settings: ListSettingChanges, one: Evidence): string {
  const decision = admit(listSettings(settings), one);
  return "code" in decision ? `${decision.do} ${decision.code}` : decision.do;
}

type Row = readonly [string, ListSettingChanges, Partial<PostingFacts>, string];

const OF_MEMBERS: readonly Row[] = [
  ["an ordinary post goes out", {}, {}, "accept"],
  ["a body at the limit passes", { max_message_size: 2 }, { bodyOctets: 2048 }, "accept"],
  ["one octet more waits", { max_message_size: 2 }, { bodyOctets: 2049 }, "hold too-large"],
  ["0 is no limit", { max_message_size: 0 }, { bodyOctets: 1e9 }, "accept"],
  ["nine addresses are fewer than ten", {}, { recipients: 9 }, "accept"],
  ["ten are too many", {}, { recipients: 10 }, "hold too-many-recipients"],
  ["0 is any number of them", { max_num_recipients: 0 }, { recipients: 500 }, "accept"],
  ["To and Cc name the list", {}, { namesList: false }, "hold implicit-destination"],
  ["or need not", { require_explicit_destination: "no" }, { namesList: false }, "accept"],
  ["commands wait", {}, { looksLikeCommand: true }, "hold looks-like-command"],
  ["or go out", { administrivia: "no" }, { looksLikeCommand: true }, "accept"],
  ["a suspicious field waits", {}, { suspiciousHeader: true }, "hold suspicious-header"],
  ["a rule about fields holds", {}, { headerRule: "hold" }, "hold header-rule"],
  ["or rejects", {}, { headerRule: "reject" }, "reject header-rule"],
  ["or discards", {}, { headerRule: "discard" }, "discard header-rule"],
  ["what is marked as spam waits", {}, { markedAsSpam: true }, "hold marked-as-spam"],
  ["or is dropped", { spam_action: "discard" }, { markedAsSpam: true }, "discard marked-as-spam"],
  ["or goes out", { spam_action: "accept" }, { markedAsSpam: true }, "accept"],
  ["an emergency holds all", { emergency: "yes" }, {}, "hold emergency"],
  ["its reason is the last", { emergency: "yes" }, { namesList: false }, "hold implicit-destination"],
  ["nobody is counted without a threshold", {}, { recentPosts: 99 }, "accept"],
  [
    "below the threshold nobody is moderated",
    { member_verbosity_threshold: 3 },
    { recentPosts: 2 },
    "accept",
  ],
  ["with it they are", { member_verbosity_threshold: 3 }, { recentPosts: 3 }, "hold too-many-posts"],
  [
    "as member_moderation_action says",
    { member_verbosity_threshold: 3, member_moderation_action: "discard" },
    { recentPosts: 4 },
    "discard too-many-posts",
  ],
  ["a wrong password for Urgent is refused", {}, { urgent: "wrong" }, "reject not-urgent"],
  ["the right one passes", {}, { urgent: "right" }, "accept"],
];

for (const [name, settings, posting, expected] of OF_MEMBERS)
  test(`a member's post: ${name}`, () => assert.equal(outcome(settings, evidence(posting)), expected));

const OF_OTHERS: readonly Row[] = [
  ["nobody names them", {}, {}, "hold nonmember"],
  ["accepted by name", {}, { named: ["accept"] }, "accept"],
  ["the first list that names them says it", {}, { named: ["accept", "discard"] }, "accept"],
  [
    "held by name where others go through",
    { generic_nonmember_action: "accept" },
    { named: ["hold"] },
    "hold nonmember",
  ],
  ["milder by name", { generic_nonmember_action: "discard" }, { named: ["hold"] }, "hold nonmember"],
  ["rejected by name", {}, { named: ["reject"] }, "reject nonmember"],
  ["discarded by name", {}, { named: ["discard"] }, "discard nonmember"],
  ["on a list with keys no From lets anybody in", KEYS, { named: ["accept"] }, "hold nonmember"],
  [
    "nor makes it milder",
    { ...KEYS, generic_nonmember_action: "discard" },
    { named: ["hold"] },
    "discard nonmember",
  ],
  ["but it makes it stricter", KEYS, { named: ["accept", "discard"] }, "discard nonmember"],
];

for (const [name, settings, posting, expected] of OF_OTHERS)
  test(`the post of somebody who is no member: ${name}`, () =>
    assert.equal(outcome(settings, evidence(posting, { member: null })), expected));

test("the password opens what the rules about writers and form close, and no filter", () => {
  const closed: ListSettingChanges = { emergency: "yes", generic_nonmember_action: "discard" };
  const stranger = (posting: Partial<PostingFacts>) =>
    outcome(closed, evidence({ ...posting, password: "right" }, { member: null }));
  assert.equal(stranger({ namesList: false, recipients: 99, suspiciousHeader: true }), "accept");
  assert.equal(stranger({ headerRule: "hold" }), "hold header-rule");
  assert.equal(stranger({ markedAsSpam: true }), "hold marked-as-spam");
  assert.equal(outcome(closed, evidence({ password: "wrong" }, { member: null })), "discard nonmember");
});

test("the sender of what is marked as spam is told nothing, whichever rule closes", () => {
  const quiet = (settings: ListSettingChanges, more: Partial<Evidence>) => {
    const decision = admit(listSettings(settings), evidence({ markedAsSpam: true }, more));
    return "code" in decision && decision.quiet === true ? `${decision.do} ${decision.code}` : "told";
  };
  assert.equal(quiet({}, {}), "hold marked-as-spam");
  assert.equal(quiet({ spam_action: "reject" }, {}), "reject marked-as-spam");
  assert.equal(quiet({ generic_nonmember_action: "reject" }, { member: null }), "reject nonmember");
  assert.equal(quiet({ spam_action: "accept" }, { member: null }), "told");
});

test("on a list with keys a password counts for nothing, and is sent to nobody", () => {
  assert.equal(outcome(KEYS, evidence({ password: "refused" })), "reject password-in-clear");
});

test("an owner's acceptance overrules every hold of these rules", () => {
  const all = {
    namesList: false,
    recipients: 99,
    suspiciousHeader: true,
    headerRule: "hold",
    markedAsSpam: true,
    looksLikeCommand: true,
    bodyOctets: 1e9,
  } as const;
  const settings: ListSettingChanges = { emergency: "yes" };
  assert.equal(outcome(settings, evidence(all, { approved: true })), "accept");
  const held = askRules(listSettings(settings), evidence(all)).filter(({ answer }) => answer.do === "hold");
  assert.equal(held.length, 8);
});

test("owners' own words go with what is rejected, and with nothing else", () => {
  const settings: ListSettingChanges = {
    nonmember_rejection_notice: "Ask Mia.",
    member_moderation_notice: "Not for now.",
    member_moderation_action: "reject",
  };
  const wordsFor = (changes: ListSettingChanges, one: Evidence) => {
    const decision = admit(listSettings({ ...settings, ...changes }), one);
    return "code" in decision ? decision.words : null;
  };
  const other = evidence({}, { member: null });
  assert.equal(wordsFor({ generic_nonmember_action: "reject" }, other), "Ask Mia.");
  assert.equal(wordsFor({}, other), undefined);
  assert.equal(wordsFor({}, evidence({}, { moderated: true })), "Not for now.");
  assert.equal(wordsFor({ member_moderation_action: "hold" }, evidence({}, { moderated: true })), undefined);
});
