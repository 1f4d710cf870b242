import assert from "node:assert/strict";
import { test } from "node:test";
import { LIST_SETTINGS, listSettings } from "./list-settings.ts";
import {
  dumpListSettings,
  parseListSettings,
  parseListSettingsToml,
  parseSettingWord,
  withoutDefaults,
} from "./parse-list-settings.ts";

test("a dump reads back as the same settings", () => {
  const settings = listSettings({
    gpg_post_encrypt: "force",
    subject_prefix: '[Te"am] ',
    max_message_size: 40,
  });
  const parsed = parseListSettingsToml(dumpListSettings(settings));
  assert.deepEqual(parsed, { ok: true, value: settings });
});

test("every setting is in the dump with its help", () => {
  const dump = dumpListSettings(listSettings({}));
  for (const [name, definition] of Object.entries(LIST_SETTINGS)) {
    assert.ok(dump.includes(`# ${definition.help}\n${name} = `), name);
  }
});

test("an unknown setting is an error that names a likely one", () => {
  const parsed = parseListSettings({ post_encrypt: "yes" });
  assert.deepEqual(parsed, {
    ok: false,
    error: ["post_encrypt: there is no such setting (did you mean gpg_post_encrypt?)"],
  });
});

test("a wrong value is an error that names the right ones", () => {
  const parsed = parseListSettings({ gpg_distrib_sign: "force" });
  assert.deepEqual(parsed, { ok: false, error: ["gpg_distrib_sign: must be one of no, yes"] });
});

test("broken TOML is an error with its line", () => {
  const parsed = parseListSettingsToml('description = "a"\nlanguage = = "en"\n');
  assert.ok(!parsed.ok && parsed.error[0]?.startsWith("line 2: "));
});

test("a word for a number setting becomes a number", () => {
  assert.deepEqual(parseSettingWord("max_message_size", "40"), { ok: true, value: { max_message_size: 40 } });
});

test("Mailman's name of the language is taken, too", () => {
  assert.deepEqual(parseListSettings({ preferred_language: "fr" }), { ok: true, value: { language: "fr" } });
});

test("an option of Mailman's that lists do not have says what to do instead, and none of these is a setting", () => {
  for (const [option, words] of [
    ["post_password", /one password.*accept_these_nonmembers/],
    ["mod_password", /conclave list password/],
    ["owner", /member appoint/],
    ["gateway_to_news", /newsgroups/],
  ] as const) {
    const parsed = parseListSettings({ [option]: "x" });
    assert.match(parsed.ok ? "" : (parsed.error[0] ?? ""), words);
    assert.ok(!Object.hasOwn(LIST_SETTINGS, option));
  }
});

test("numbers that Mailman writes for words count where the option is Mailman's", () => {
  const word = (name: string, value: string) => {
    const parsed = parseSettingWord(name, value);
    return parsed.ok ? Object.values(parsed.value)[0] : null;
  };
  for (const [name, value, meant] of [
    ["generic_nonmember_action", "2", "reject"],
    ["dmarc_moderation_action", "1", "munge"],
    ["private_roster", "0", "public"],
    ["remove_dkim_headers", "3", "rename"],
    ["subscribe_policy", "3", "both"],
    ["member_moderation_action", "0", "hold"],
    ["require_explicit_destination", "0", "no"],
    ["require_explicit_destination", "1", "yes"],
    ["emergency", "True", "yes"],
    ["max_days_to_hold", "1", 1],
    ["subject_prefix", "1", "1"],
    ["generic_nonmember_action", "4", null],
    ["require_explicit_destination", "2", null],
    ["gpg_post_sign", "1", null],
    ["default_member_action", "1", null],
  ] as const)
    assert.equal(word(name, value), meant, `${name}=${value}`);
  assert.deepEqual(parseListSettings({ emergency: true, from_is_list: 2 }), {
    ok: true,
    value: { emergency: "yes", from_is_list: "wrap" },
  });
});

test("what equals the default is not kept", () => {
  assert.deepEqual(withoutDefaults({ gpg_post_sign: "no", smime_post_sign: "force" }), {
    smime_post_sign: "force",
  });
});

test("a wrong value is answered with what would be right", () => {
  const wrong = (name: string, word: string) => {
    const parsed = parseSettingWord(name, word);
    return parsed.ok ? null : parsed.error[0];
  };
  assert.equal(wrong("gpg_post_sign", "maybe"), "gpg_post_sign: must be one of no, yes, force");
  assert.equal(wrong("max_message_size", "999999999"), "max_message_size: must be 100000 at most");
  assert.equal(wrong("max_days_to_hold", "-1"), "max_days_to_hold: must be 0 at least");
  assert.equal(wrong("max_days_to_hold", "soon"), "max_days_to_hold: must be a whole number");
  assert.equal(wrong("subject_prefix", "x".repeat(101)), "subject_prefix: may have 100 characters at most");
});
