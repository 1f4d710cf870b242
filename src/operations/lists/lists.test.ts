import assert from "node:assert/strict";
import { test } from "node:test";
import { forEachDatabase } from "../../../test/support/database.ts";
import { callsOn } from "../../../test/support/operation-calls.ts";
import {
  keyGenerate,
  listConfigure,
  listCreate,
  listList,
  listShow,
  memberAdd,
  memberList,
} from "../index.ts";

const TEAM = "Team@example.org";

forEachDatabase((_name, open) => {
  test("a sealed list has its settings, keys in both families and its owner", async (t) => {
    const call = callsOn(await open(t));
    const made = await call(listCreate, { address: TEAM, owners: ["jo@example.org"], sealed: true });
    assert.deepEqual([made.name, made.keys.map(({ scheme }) => scheme)], ["Team", ["openpgp", "smime"]]);
    const list = await call(listShow, { list: "team@EXAMPLE.org" });
    assert.equal(list.settings.gpg_post_encrypt, "force");
    assert.equal(list.settings.smime_distrib_encrypt, "force");
    assert.equal(list.settings.reply_goes_to_list, "list");
    assert.deepEqual(list.owners, ["jo@example.org"]);
    assert.equal(list.leavesInClear, null);
    assert.ok(list.keys.every(({ active, expiresAt }) => active && expiresAt?.startsWith("2028-11-21")));
  });

  test("a preset is its settings and the keys that they need; other settings may be given beside it", async (t) => {
    const call = callsOn(await open(t));
    const made = async (preset: string, more: object = {}) => {
      const address = `${preset.toLowerCase().replaceAll(" ", "-")}@example.org`;
      const created = await call(listCreate, { address, preset, ...more });
      const { settings } = await call(listShow, { list: address });
      return { created, settings };
    };
    const full = await made("full");
    assert.deepEqual(
      [full.created.preset, full.created.keys.map(({ scheme }) => scheme)],
      ["full", ["openpgp"]],
    );
    assert.deepEqual([full.settings.gpg_post_sign, full.settings.smime_post_sign], ["force", "no"]);
    const light = await made("SLS light", { settings: { description: "Friends" } });
    assert.deepEqual([light.created.preset, light.created.keys], ["light", []]);
    assert.deepEqual([light.settings.gpg_distrib_encrypt, light.settings.description], ["yes", "Friends"]);
    const dissidents = await made("dissidents", { family: "both" });
    assert.deepEqual(
      dissidents.created.keys.map(({ scheme }) => scheme),
      ["openpgp", "smime"],
    );
    assert.deepEqual(
      [full, light, dissidents].map(({ created }) => created.membersUseKeys),
      [true, true, false],
    );
    assert.match(dissidents.created.inWords.join(" "), /in clear, those that came sealed, too/);
    const received = await made("as-received", { family: "smime" });
    assert.deepEqual(
      received.created.keys.map(({ scheme }) => scheme),
      ["smime"],
    );
    assert.deepEqual(received.created.lacksKeys, []);
  });

  test("a preset that is not there is answered with those that are", async (t) => {
    const call = callsOn(await open(t));
    const refused = async (input: object) =>
      (await call.refused(listCreate, { address: TEAM, ...input })).publicText;
    assert.match(await refused({ preset: "fullest" }), /no preset “fullest”.*vanilla, .*light, anti-spam/);
    assert.match(await refused({ preset: "full", sealed: true }), /not both/);
    assert.match(await refused({ family: "both" }), /name the preset/);
    assert.deepEqual(await call(listList, {}), []);
  });

  test("a list is shown in words and as a table", async (t) => {
    const call = callsOn(await open(t));
    await call(listCreate, { address: TEAM, preset: "vanilla" });
    const { inWords, outcomes } = await call(listShow, { list: TEAM });
    assert.deepEqual(inWords, ["What members write goes out.", "What others write waits for an owner."]);
    assert.deepEqual(
      outcomes.posts.map(({ form, cells }) => [form, cells.map(({ cell }) => cell.does)]),
      [["plain", ["accept", "hold"]]],
    );
    await call(memberAdd, { list: TEAM, member: { address: "eve@example.org" } });
    await call(listConfigure, { list: TEAM, settings: { default_member_moderation: "yes" } });
    await call(memberAdd, { list: TEAM, member: { address: "mal@example.org" } });
    const { members, moderated } = await call(listShow, { list: TEAM });
    assert.deepEqual([members, moderated], [2, 1]);
  });

  test("a preview says what would fare otherwise, and saves nothing", async (t) => {
    const call = callsOn(await open(t));
    await call(listCreate, { address: TEAM });
    const wanted = { list: TEAM, settings: { gpg_post_sign: "force" } };
    const seen = await call(listConfigure, { ...wanted, preview: true });
    assert.deepEqual([seen.saved, seen.changed[0]?.to, seen.hasKeys], [false, "force", true]);
    assert.match(seen.inWords.join(" "), /Only what a member signed \(OpenPGP\) goes out/);
    assert.ok(seen.outcomes.posts.length > 0);
    assert.equal((await call(listShow, { list: TEAM })).settings.gpg_post_sign, "no");
    const forbidden = { list: TEAM, settings: { gpg_post_encrypt: "yes" }, preview: true };
    assert.equal((await call.refused(listConfigure, forbidden)).code, "not-allowed");
    assert.equal((await call(listConfigure, wanted)).saved, true);
    assert.equal((await call(listShow, { list: TEAM })).settings.gpg_post_sign, "force");
  });

  test("there is one list per address", async (t) => {
    const call = callsOn(await open(t));
    await call(listCreate, { address: TEAM });
    const error = await call.refused(listCreate, { address: "TEAM@Example.ORG" });
    assert.equal(error.code, "already-exists");
    const lines = await call(listList, {});
    assert.deepEqual(
      lines.map(({ address, members, sealed }) => [address, members, sealed]),
      [[TEAM, 0, "no"]],
    );
  });

  test("an address of a list is not another list's, whichever comes first", async (t) => {
    const call = callsOn(await open(t));
    await call(listCreate, { address: TEAM });
    for (const address of [
      "team-owner@example.org",
      "TEAM-bounces@example.org",
      "team-unsubscribe@example.org",
    ]) {
      const error = await call.refused(listCreate, { address });
      assert.equal(error.code, "already-exists");
      assert.match(
        error.publicText,
        /one of the addresses of Team@example\.org|one of the addresses of team@/i,
      );
    }
    await call(listCreate, { address: "board-request@example.org" });
    const error = await call.refused(listCreate, { address: "board@example.org" });
    assert.match(error.publicText, /^board-request@example\.org is one of the addresses of board@/);
    await call(listCreate, { address: "team-owner@example.net" });
    assert.equal((await call(listList, {})).length, 3);
  });

  test("a list that fails on the way leaves nothing behind", async (t) => {
    const call = callsOn(await open(t));
    const error = await call.refused(listCreate, {
      address: TEAM,
      owners: ["jo@example.org", "not an address"],
    });
    assert.equal(error.code, "bad-input");
    assert.deepEqual(await call(listList, {}), []);
  });

  test("settings are changed by name, the others stay", async (t) => {
    const call = callsOn(await open(t));
    await call(listCreate, { address: TEAM, settings: { description: "Friends" } });
    const changed = await call(listConfigure, { list: TEAM, settings: { max_message_size: 40 } });
    assert.deepEqual(changed.changed, [{ name: "max_message_size", from: 10_240, to: 40 }]);
    const { settings } = await call(listShow, { list: TEAM });
    assert.deepEqual([settings.description, settings.max_message_size], ["Friends", 40]);
    assert.deepEqual((await call(listConfigure, { list: TEAM, settings })).changed, []);
  });

  test("unknown settings and wrong values are named, and nothing is changed", async (t) => {
    const call = callsOn(await open(t));
    await call(listCreate, { address: TEAM });
    const settings = { gpg_post_sign: "maybe", post_encrypt: "yes", description: "new" };
    const error = await call.refused(listConfigure, { list: TEAM, settings });
    assert.match(error.publicText, /gpg_post_sign: .*\npost_encrypt: there is no such setting/);
    assert.equal((await call(listShow, { list: TEAM })).settings.description, "");
  });

  test("opened posts leave in clear only if that is confirmed in words (S6)", async (t) => {
    const call = callsOn(await open(t));
    await call(listCreate, { address: TEAM });
    for (const settings of [
      { gpg_post_encrypt: "yes" },
      { smime_post_encrypt: "force", smime_distrib_encrypt: "yes" },
    ]) {
      const error = await call.refused(listConfigure, { list: TEAM, settings });
      assert.equal(error.code, "not-allowed");
      assert.match(error.publicText, /in clear.*clear_after_decrypt = "confirmed"/s);
    }
    assert.equal((await call(listShow, { list: TEAM })).settings.gpg_post_encrypt, "no");
    await call(listConfigure, {
      list: TEAM,
      settings: { gpg_post_encrypt: "yes", clear_after_decrypt: "confirmed" },
    });
    assert.match((await call(listShow, { list: TEAM })).leavesInClear ?? "", /in clear to everybody/);
    const atOnce = { address: "other@example.org", settings: { gpg_post_encrypt: "yes" } };
    assert.equal((await call.refused(listCreate, atOnce)).code, "not-allowed");
  });

  test("a new list key needs --replace, and the old one stays to open", async (t) => {
    const call = callsOn(await open(t));
    await call(listCreate, { address: TEAM });
    const first = await call(keyGenerate, { list: TEAM, schemes: ["openpgp"] });
    assert.equal((await call.refused(keyGenerate, { list: TEAM })).code, "already-exists");
    const keys = await call(keyGenerate, { list: TEAM, replace: true });
    const old = keys.find(({ fingerprint }) => fingerprint === first[0]?.fingerprint);
    assert.equal(old?.active, false);
    assert.deepEqual(
      keys
        .filter(({ active }) => active)
        .map(({ scheme }) => scheme)
        .sort(),
      ["openpgp", "smime"],
    );
  });

  test("a list that is not there is answered with where to look", async (t) => {
    const call = callsOn(await open(t));
    const error = await call.refused(memberList, { list: TEAM });
    assert.deepEqual([error.code, error.exitCode], ["not-found", 67]);
    assert.match(error.publicText, /conclave list list/);
  });
});
