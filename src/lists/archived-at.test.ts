import assert from "node:assert/strict";
import { test } from "node:test";
import { listSettings, parseListSettings } from "#config";
import { archivedAt } from "./archived-at.ts";

const HASH = "https://lists.example.org/archives/list/team@example.org/message/{hash}/";
const at = (archived_at: string, id: string) => archivedAt(listSettings({ archived_at }), id);

test("an archive of Mailman 3's finds a post by the hash of its Message-ID", () => {
  assert.equal(
    at(HASH, "<87myycy5eh.fsf@uwakimon.sk.tsukuba.ac.jp>"),
    `<${HASH.replace("{hash}", "JJIGKPKB6CVDX6B2CUG4IHAJRIQIOUTP")}>`,
  );
});

test("others by the id, in which nothing ends the address", () => {
  const id = "<a>\"'b c/é?#%(d)@x.example>";
  assert.equal(
    at("https://mid.example/{message_id}", id),
    "<https://mid.example/a%3E%22%27b%20c%2F%C3%A9%3F%23%25%28d%29%40x.example>",
  );
  assert.equal(at("https://mid.example/{message_id}", "<\ud800@x>"), "<https://mid.example/%EF%BF%BD%40x>");
});

test("an id too long for a field stops no post: its copies name no place", () => {
  const pattern = "https://mid.example/{message_id}";
  const room = 900 - "https://mid.example/%40b".length;
  assert.equal(at(pattern, `<${"a".repeat(room)}@b>`)?.length, 902);
  assert.equal(at(pattern, `<${"a".repeat(room + 1)}@b>`), null);
  assert.equal(at(pattern, `<${"%".repeat(400)}@b>`), null);
  assert.ok(at(HASH, `<${"%".repeat(400)}@b>`));
});

test("none is named unless the owners did, and never on a list with keys", () => {
  assert.equal(at("", "<1@x>"), null);
  assert.equal(archivedAt(listSettings({ archived_at: HASH, gpg_post_encrypt: "yes" }), "<1@x>"), null);
});

test("a pattern without a place for the post is none", () => {
  const parsed = (archived_at: string) => parseListSettings({ archived_at }).ok;
  for (const good of ["", HASH, "http://mid.example/{message_id}", "https://x.example/?m={message_id}&l=a"])
    assert.ok(parsed(good), good);
  for (const bad of [
    "https://x.example/",
    "ftp://x/{hash}",
    "https://x/{hash}>",
    "https://x/ {hash}",
    "https://x/{hash}{x}",
  ])
    assert.ok(!parsed(bad), bad);
});
