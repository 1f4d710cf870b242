import assert from "node:assert/strict";
import { test } from "node:test";
import { listSettings } from "#config";
import { keepsPosts } from "./keeps-posts.ts";

test("a list with keys keeps nothing unless its owner said so in words", () => {
  const keys = { gpg_distrib_encrypt: "yes" } as const;
  assert.equal(keepsPosts(listSettings({})), true);
  assert.equal(keepsPosts(listSettings({ archive: "no" })), false);
  assert.equal(keepsPosts(listSettings({ ...keys, archive: "yes" })), false);
  assert.equal(keepsPosts(listSettings({ ...keys, archive_with_keys: "confirmed" })), true);
  assert.equal(keepsPosts(listSettings({ ...keys, archive: "no", archive_with_keys: "confirmed" })), false);
});
