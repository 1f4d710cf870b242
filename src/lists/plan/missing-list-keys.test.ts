import assert from "node:assert/strict";
import { test } from "node:test";
import { listSettings } from "#config";
import { listInWords } from "../outcome/list-in-words.ts";
import { familiesWithoutKey } from "./missing-list-keys.ts";
import { outcomeTable } from "../outcome/outcome-table.ts";

const NONE = { opening: [], signing: [] };
const OPENPGP = { opening: ["openpgp"], signing: ["openpgp"] } as const;

test("a list without a key to sign with does not claim that it signs", () => {
  const settings = listSettings({ gpg_distrib_sign: "yes", smime_distrib_sign: "yes" });
  const said = listInWords(settings, OPENPGP).slice(-2);
  assert.match(said[0] ?? "", /The list signs what it sends \(OpenPGP\)/);
  assert.match(said[1] ?? "", /would sign.*no S\/MIME key: it sends unsigned/);
  assert.doesNotMatch(listInWords(settings, NONE).join(" "), /The list signs/);
  const { members } = outcomeTable(settings, NONE);
  assert.deepEqual(
    members.map(({ cell }) => [cell.cameInClear.signed, cell.cameInClear.family]),
    [[false, null]],
  );
  assert.ok(outcomeTable(settings).members.every(({ cell }) => cell.cameInClear.signed));
  assert.deepEqual(familiesWithoutKey(settings, OPENPGP), ["smime"]);
});

test("a list without a key to open with refuses what comes sealed", () => {
  const settings = listSettings({ gpg_post_encrypt: "yes" });
  const sealed = outcomeTable(settings, NONE).posts.find(({ form }) => form === "sealed");
  assert.deepEqual(sealed?.cells[0]?.cell, { does: "reject", reason: "cannot-open" });
  assert.match(listInWords(settings, NONE).join(" "), /no OpenPGP key: what comes sealed/);
  assert.deepEqual(familiesWithoutKey(settings, { ...NONE, opening: ["openpgp"] }), []);
});

test("as received a key in either family is enough, unless one of them is asked for", () => {
  const distribution = "as_received" as const;
  assert.deepEqual(familiesWithoutKey(listSettings({ distribution }), OPENPGP), []);
  assert.deepEqual(familiesWithoutKey(listSettings({ distribution }), NONE), ["openpgp", "smime"]);
  assert.deepEqual(familiesWithoutKey(listSettings({ distribution, smime_post_encrypt: "yes" }), OPENPGP), [
    "smime",
  ]);
});
