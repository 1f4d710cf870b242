import assert from "node:assert/strict";
import { test } from "node:test";
import { type ListSettingChanges, listSettings } from "#config";
import { mailOutcomeWords } from "./outcome-words.ts";
import { outcomeChanges, outcomeTable } from "./outcome-table.ts";
import { findPreset, presetSettings } from "../presets.ts";

function rowsOf(changes: ListSettingChanges): readonly string[] {
  return outcomeTable(listSettings(changes)).posts.map(({ form, family, cells }) => {
    const outcomes = cells.map(({ cell: { does, reason } }) =>
      reason === null ? does : `${does} ${reason}`,
    );
    return `${form} ${family ?? "*"}: ${outcomes.join(", ")}`;
  });
}

test("a list without keys knows one kind of post", () => {
  assert.deepEqual(rowsOf({}), ["plain *: accept, hold nonmember"]);
  assert.deepEqual(rowsOf({ default_member_action: "hold", generic_nonmember_action: "discard" }), [
    "plain *: hold member-moderated, discard nonmember",
  ]);
});

test("a scenario decides what the plain rules would have decided, and nothing that stands before it", () => {
  const { posts } = outcomeTable(
    listSettings({ send: "private_smime", smime_post_encrypt: "force", smime_distrib_encrypt: "force" }),
  );
  const words = posts.flatMap(({ cells }) => cells.map(({ cell }) => mailOutcomeWords(cell, "en")));
  assert.deepEqual(
    new Set(words),
    new Set(["refused: not sealed", "as its scenario says", "refused: cannot be opened"]),
  );
});

test("families make rows of their own only where they fare differently", () => {
  assert.deepEqual(rowsOf({ gpg_post_sign: "force", smime_post_sign: "yes" }), [
    "plain *: discard not-signed, discard not-signed",
    "signed *: accept, discard not-signed",
    "sealed *: discard not-signed, discard not-signed",
    "both *: discard not-signed, discard not-signed",
  ]);
  assert.deepEqual(rowsOf({ smime_post_encrypt: "force", smime_distrib_encrypt: "force" }), [
    "plain *: reject not-sealed, reject not-sealed",
    "signed *: reject not-sealed, reject not-sealed",
    "sealed openpgp: reject not-sealed, reject not-sealed",
    "sealed smime: accept, hold nonmember",
    "both openpgp: reject not-sealed, reject not-sealed",
    "both smime: accept, hold nonmember",
    "other-key smime: reject cannot-open, reject cannot-open",
  ]);
});

function membersOf(changes: ListSettingChanges): readonly string[] {
  return outcomeTable(listSettings(changes)).members.map(({ keys, cell: { cameInClear, cameSealed } }) => {
    const [clear, sealed] = [cameInClear, cameSealed].map((copy) =>
      copy === null ? "-" : [copy.how, copy.family ?? "", copy.signed ? "signed" : ""].join(" ").trim(),
    );
    return `${keys.join("+")}: ${clear} | ${sealed}`;
  });
}

test("members who get the same are one row", () => {
  assert.deepEqual(membersOf({}), ["openpgp+smime+both+none: clear | -"]);
  const preset = findPreset("full");
  assert.ok(preset);
  assert.deepEqual(membersOf(presetSettings(preset, "both")), [
    "openpgp: sealed openpgp signed | sealed openpgp signed",
    "smime: sealed smime signed | sealed smime signed",
    "both: sealed  signed | sealed  signed",
    "none: notice | notice",
  ]);
  const clear = { clear_after_decrypt: "confirmed", smime_distrib_sign: "yes" } as const;
  assert.deepEqual(membersOf({ smime_post_encrypt: "yes", smime_distrib_encrypt: "yes", ...clear }), [
    "openpgp+none: clear smime signed | clear smime signed",
    "smime+both: sealed smime signed | sealed smime signed",
  ]);
});

test("as received, a list without other settings opens both families and seals again", () => {
  assert.deepEqual(rowsOf({ distribution: "as_received" }), [
    "plain *: accept, hold nonmember",
    "signed *: accept, hold nonmember",
    "sealed *: accept, hold nonmember",
    "both *: accept, hold nonmember",
    "other-key *: reject cannot-open, reject cannot-open",
  ]);
  assert.deepEqual(membersOf({ distribution: "as_received" }), [
    "openpgp: clear | sealed openpgp",
    "smime: clear | sealed smime",
    "both: clear | sealed",
    "none: clear | notice",
  ]);
  assert.deepEqual(membersOf({ distribution: "as_received", smime_distrib_encrypt: "yes" }), [
    "openpgp+none: clear | notice",
    "smime+both: sealed smime | sealed smime",
  ]);
});

test("a change shows what fares otherwise and nothing else", () => {
  const before = listSettings({});
  assert.deepEqual(outcomeChanges(before, listSettings({ description: "Friends" })), {
    posts: [],
    members: [],
  });
  const refusing = outcomeChanges(before, listSettings({ generic_nonmember_action: "reject" }));
  const change = {
    before: { does: "hold", reason: "nonmember" },
    after: { does: "reject", reason: "nonmember" },
  };
  assert.deepEqual(refusing, {
    posts: [{ form: "plain", family: null, cells: [{ from: "outsider", cell: change }] }],
    members: [],
  });
  const sealing = outcomeChanges(before, listSettings({ gpg_distrib_encrypt: "force" }));
  assert.deepEqual(
    [sealing.posts, sealing.members.map(({ keys, cell }) => [keys.join("+"), cell.after.cameInClear.how])],
    [
      [],
      [
        ["openpgp+both", "sealed"],
        ["smime+none", "notice"],
      ],
    ],
  );
});

test("asking for signatures shows the member whose key nobody knows", () => {
  const { posts } = outcomeChanges(listSettings({}), listSettings({ gpg_post_sign: "yes" }));
  const signed = posts.find(({ form, family }) => form === "signed" && family === "openpgp");
  assert.deepEqual(
    signed?.cells.map(({ from }) => from),
    ["keyless", "outsider"],
  );
});

test("only of what waits it is said that an owner looks", () => {
  const words = (does: "hold" | "reject" | "discard") =>
    mailOutcomeWords({ does, reason: "member-moderated" }, "en");
  assert.equal(words("hold"), "waits: an owner looks first");
  assert.equal(words("reject"), "refused: members may not write");
  assert.equal(words("discard"), "dropped: members may not write");
});
