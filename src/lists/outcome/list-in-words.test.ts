import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { listSettings } from "#config";
import { anySettings } from "../../../test/support/lists/any-settings.ts";
import { listInWords } from "./list-in-words.ts";
import { findPreset, PRESETS, presetSettings, presetWords } from "../presets.ts";

test("a list without keys says who may write, and no word about keys", () => {
  const ACTIONS = ["accept", "hold", "reject", "discard"] as const;
  for (const default_member_action of ACTIONS) {
    for (const generic_nonmember_action of ACTIONS) {
      const settings = { default_member_action, generic_nonmember_action };
      const words = listInWords(listSettings({ ...settings, anonymous_list: "yes" }));
      assert.match(words.at(-1) ?? "", /^Nothing in what goes out says who wrote it\.$/);
      assert.equal(words.length, default_member_action === generic_nonmember_action ? 2 : 3);
      assert.doesNotMatch(words.join(" "), /key|seal|sign|clear|OpenPGP|S\/MIME/i);
    }
  }
});

test("what the strictest rule decides is not said again by a weaker one", () => {
  const words = (settings: Parameters<typeof listSettings>[0]) =>
    listInWords(listSettings(settings)).join(" ");
  assert.doesNotMatch(words({ gpg_post_sign: "force", generic_nonmember_action: "reject" }), /others/);
  assert.doesNotMatch(words({ gpg_post_sign: "yes", generic_nonmember_action: "accept" }), /others/);
  assert.match(
    words({ gpg_post_sign: "yes", generic_nonmember_action: "reject" }),
    /others write is refused/,
  );
  assert.match(words({ gpg_post_sign: "yes", default_member_action: "hold" }), /members write waits/);
});

test("what becomes of new members' posts is said where it differs from the others'", () => {
  const words = (settings: Parameters<typeof listSettings>[0]) =>
    listInWords(listSettings({ default_member_moderation: "yes", ...settings })).join(" ");
  assert.match(
    words({}),
    /What members write goes out, if an owner trusts them\. .*What new members write waits for an owner/,
  );
  assert.match(words({ member_moderation_action: "reject" }), /new members write is refused, until/);
  assert.match(words({ language: "de" }), /Was neue Mitglieder schreiben, wartet/);
  assert.doesNotMatch(words({ default_member_action: "hold" }), /new members/);
  assert.doesNotMatch(words({ send: "owner" }), /new members/);
  assert.match(words({ send: "default" }), /the scenario send\.private says/);
  assert.match(words({ send: "editorkey,notify" }), /the scenario send\.editorkey_notify says/);
  assert.doesNotMatch(words({ default_member_moderation: "no" }), /new members/);
});

test("an emergency is said first", () => {
  const [first, second] = listInWords(listSettings({ emergency: "yes" }));
  assert.match(first ?? "", /^At present all posts wait for an owner/);
  assert.match(second ?? "", /members write/);
});

test("a list with keys that keeps its posts says what that means", () => {
  const keys = { gpg_distrib_encrypt: "force" } as const;
  assert.doesNotMatch(listInWords(listSettings(keys)).join(" "), /keeps/);
  const confirmed = { ...keys, archive_with_keys: "confirmed" } as const;
  assert.match(
    listInWords(listSettings(confirmed)).at(-1) ?? "",
    /keeps every post, in a form that it can open/,
  );
  const week = listInWords(listSettings({ ...confirmed, archive_days: 7 })).at(-1) ?? "";
  assert.match(week, /Days until one is erased: 7\./);
});

test("the families that a sentence is about are named", () => {
  const all = listInWords(
    listSettings({
      gpg_post_sign: "yes",
      smime_post_encrypt: "force",
      gpg_distrib_encrypt: "force",
      smime_distrib_encrypt: "yes",
      smime_distrib_sign: "yes",
    }),
  );
  assert.deepEqual(all, [
    "Only what a member signed (OpenPGP) goes out at once; the rest waits for an owner.",
    "Posts must come sealed to the list's key (S/MIME); the rest is refused.",
    "Members get posts sealed (OpenPGP or S/MIME), never in clear; without a usable key they get a note that one waits.",
    "The list signs what it sends (S/MIME).",
  ]);
});

test("any list is told in at most six sentences, each with an end", () => {
  fc.assert(
    fc.property(anySettings, (changes) => {
      const words = listInWords(listSettings(changes));
      assert.ok(words.length >= 1 && words.length <= 6, words.join("\n"));
      for (const sentence of words) assert.match(sentence, /^[A-Z][^$]*[^.()]\)?\.$/);
    }),
  );
});

test("presets: each says what it is for, and the words of the old text lead to them", () => {
  for (const preset of PRESETS) {
    assert.match(presetWords(preset, "en"), /\.$/);
    for (const word of [preset.name, ...preset.also]) assert.equal(findPreset(word), preset);
  }
  assert.equal(findPreset(" SLS light ")?.name, "light");
  assert.equal(findPreset("fullest"), null);
});

test("presets: the eight settings are those of the old text, in its family or in another", () => {
  const full = findPreset("full");
  assert.ok(full);
  assert.deepEqual(presetSettings(full), {
    gpg_post_encrypt: "force",
    gpg_post_sign: "force",
    gpg_distrib_encrypt: "force",
    gpg_distrib_sign: "yes",
    reply_goes_to_list: "list",
  });
  assert.equal(presetSettings(full, "smime").gpg_post_sign, undefined);
  assert.equal(presetSettings(full, "smime").smime_post_sign, "force");
  assert.equal(Object.keys(presetSettings(full, "both")).length, 9);
  const received = findPreset("as-received");
  assert.ok(received);
  assert.deepEqual(presetSettings(received), { distribution: "as_received" });
  const smime = { smime_post_encrypt: "yes", distribution: "as_received" };
  assert.deepEqual(presetSettings(received, "smime"), smime);
});

test("what members write and sign does not go out in one sentence and wait in the next", () => {
  for (const default_member_action of ["hold", "reject", "discard"] as const) {
    for (const gpg_post_sign of ["yes", "force"] as const) {
      const words = listInWords(listSettings({ default_member_action, gpg_post_sign })).join(" ");
      assert.doesNotMatch(words, /Only what a member signed/);
      assert.match(words, /What no member signed \(OpenPGP\) (?:waits|is dropped)/);
    }
  }
});
