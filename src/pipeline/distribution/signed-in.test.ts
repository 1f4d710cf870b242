import assert from "node:assert/strict";
import { test } from "node:test";
import type { Profile } from "#base";
import { listSettings } from "#config";
import { signedIn } from "./prepare-body.ts";

const BOTH = listSettings({ gpg_distrib_sign: "yes", smime_distrib_sign: "yes" });
const profile = { key: "", language: "en", marked: false, sign: true } as const;
const CLEAR: Profile = { ...profile, scheme: "openpgp", cipher: "none" };
const SEALED: Profile = { ...profile, scheme: "openpgp", cipher: "seipd1" };

test("what is not sealed is signed in the family that the list has a key in", () => {
  const made = (given: Profile, settings: typeof BOTH, openpgp: object | null, smime: object | null) => {
    const { scheme, sign } = signedIn(given, settings, { openpgp, smime });
    return [scheme, sign];
  };
  assert.deepEqual(made(CLEAR, BOTH, {}, {}), ["openpgp", true]);
  assert.deepEqual(made(CLEAR, BOTH, null, {}), ["smime", true]);
  assert.deepEqual(made(CLEAR, BOTH, null, null), ["openpgp", false]);
  assert.deepEqual(made(CLEAR, listSettings({ gpg_distrib_sign: "yes" }), null, {}), ["openpgp", false]);
  assert.deepEqual(made(SEALED, BOTH, null, {}), ["openpgp", false], "what is sealed stays in its family");
});
