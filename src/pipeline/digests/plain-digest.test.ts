import assert from "node:assert/strict";
import { test } from "node:test";
import { asId, type EmailAddress, type ListId, silentLogger, utf8 } from "#base";
import { type ListSettingChanges, listSettings } from "#config";
import type { List } from "#lists";
import { decodeText, parseMessage } from "#mime";
import { START } from "../../../test/support/stored.ts";
import { messageLines, plainDigest } from "./plain-digest.ts";

function aTeam(settings: ListSettingChanges): List {
  return {
    id: asId<ListId>(1),
    address: "team@example.org" as EmailAddress,
    displayName: "Team",
    settings: listSettings(settings),
  };
}

test("what owners write at the end of a digest ends no message in it (RFC 1153)", () => {
  const hyphens = "-".repeat(30);
  const list = aTeam({ digest_footer: `above\n\n${hyphens}\n\nbelow` });
  const parsed = parseMessage(plainDigest({ list, volume: 1, issue: 1, at: START, leftOut: 0 }, []));
  assert.ok(parsed.ok);
  const lines = decodeText(parsed.value).split(/\r?\n/);
  assert.equal(lines.filter((line) => line === hyphens).length, 1, "the end of the footer itself");
  assert.ok(lines.indexOf(hyphens) > lines.indexOf("below"));
});

test("a post that no text can be made of is left out as a whole, with the way to it", async () => {
  const parsed = parseMessage(utf8("Subject: a\r\nContent-Type: text/plain\r\n\r\nwords\r\n"));
  assert.ok(parsed.ok);
  const message = new Proxy(parsed.value, {
    get(entity, key) {
      if (key === "body") throw new RangeError("a bug");
      return Reflect.get(entity, key);
    },
  });
  const errors: string[] = [];
  const logger = { ...silentLogger, error: (event: string) => void errors.push(event) };
  const issue = { list: aTeam({}), volume: 1, issue: 1, at: START, leftOut: 0 };
  const digested = { number: 7, subject: "a", from: "Anna", block: null, message, way: "ask" } as const;
  assert.deepEqual(await messageLines({ logger }, issue, digested), [
    "From: Anna",
    "Subject: a",
    "",
    "[Left out: -, text/plain, 1 kB]",
    "[For the whole post ask the people who run the list: team-owner@example.org]",
  ]);
  assert.deepEqual(errors, ["digest.post-without-text"]);
  const readable = { ...digested, message: parsed.value };
  assert.deepEqual((await messageLines({ logger }, issue, readable)).slice(1), ["", "words"]);
  assert.equal(errors.length, 1);
});
