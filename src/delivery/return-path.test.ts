import { createSecretKey } from "node:crypto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { asId, type EmailAddress, type MemberId, parseEmailAddress } from "#base";
import { readReturnPathTag, returnPath } from "./return-path.ts";

const list = "Team@example.org" as EmailAddress;
const member = asId<MemberId>(4711);
const secret = createSecretKey(Buffer.alloc(32, 1));
const at = new Date("2026-11-21T12:00:00Z");
const WEEK = 7 * 24 * 60 * 60 * 1000;

function tagOf(address: string): string {
  return address.slice(address.indexOf("+") + 1, address.indexOf("@"));
}

const tag = tagOf(returnPath({ list, member, at, secret }));

test("a return path is an address of the list that names its member", () => {
  const address = returnPath({ list, member, at, secret });
  assert.match(address, /^Team-bounces\+[0-9a-z-]+@example\.org$/);
  assert.ok(parseEmailAddress(address).ok);
  assert.equal(readReturnPathTag({ list, tag, at, secret }), member);
});

test("its tag survives a change of case on the way", () => {
  const upper = tag.toUpperCase();
  assert.equal(
    readReturnPathTag({ list: "team@EXAMPLE.org" as EmailAddress, tag: upper, at, secret }),
    member,
  );
});

const forgeries: readonly (readonly [string, Partial<Parameters<typeof readReturnPathTag>[0]>])[] = [
  ["another list", { list: "other@example.org" as EmailAddress }],
  ["another secret", { secret: createSecretKey(Buffer.alloc(32, 2)) }],
  ["another member", { tag: tag.replace(/^[^-]+/, "1") }],
  ["another week", { tag: tag.replace(/-[^-]+-/, `-${(2900).toString(36)}-`) }],
  ["a tag cut short", { tag: tag.slice(0, -1) }],
  ["something else", { tag: "confirm" }],
  ["no tag", { tag: "" }],
  ["a time too long after", { at: new Date(at.getTime() + 5 * WEEK) }],
  ["a time before", { at: new Date(at.getTime() - WEEK) }],
];
for (const [what, change] of forgeries) {
  test(`it proves nothing with ${what}`, () => {
    assert.equal(readReturnPathTag({ list, tag, at, secret, ...change }), null);
  });
}

test("a list whose name leaves no room has a plain return path", () => {
  const long = `${"x".repeat(50)}@example.org` as EmailAddress;
  assert.equal(returnPath({ list: long, member, at, secret }), `${"x".repeat(50)}-bounces@example.org`);
});
