import assert from "node:assert/strict";
import { test } from "node:test";
import { asId, type EmailAddress, type ListId } from "#base";
import { listSettings } from "#config";
import { decodeText, parseMessage } from "#mime";
import { START } from "../../../test/support/stored.ts";
import { plainDigest } from "./plain-digest.ts";

test("what owners write at the end of a digest ends no message in it (RFC 1153)", () => {
  const hyphens = "-".repeat(30);
  const list = {
    id: asId<ListId>(1),
    address: "team@example.org" as EmailAddress,
    displayName: "Team",
    settings: listSettings({ digest_footer: `above\n\n${hyphens}\n\nbelow` }),
  };
  const parsed = parseMessage(plainDigest({ list, volume: 1, issue: 1, at: START, leftOut: 0 }, []));
  assert.ok(parsed.ok);
  const lines = decodeText(parsed.value).split(/\r?\n/);
  assert.equal(lines.filter((line) => line === hyphens).length, 1, "the end of the footer itself");
  assert.ok(lines.indexOf(hyphens) > lines.indexOf("below"));
});
