import assert from "node:assert/strict";
import { createSecretKey } from "node:crypto";
import { test } from "node:test";
import { addDays, asId, type EmailAddress, type MemberId } from "#base";
import { leaveToken, readLeaveToken } from "./leave-token.ts";

const secret = createSecretKey(Buffer.alloc(32, 1));
const member = asId<MemberId>(4711);
const at = new Date("2026-11-22T12:00:00Z");
const address = "ben@example.net" as EmailAddress;
const token = leaveToken(secret, { member, address }, at);

test("a link names its member for sixty days and more, and not for ever", () => {
  assert.match(token, /^[\w.-]{20,60}$/, "fit for a URL as it is");
  for (const days of [0, 1, 60, 84])
    assert.equal(readLeaveToken(secret, token, addDays(at, days))?.member, member, `${days}`);
  for (const days of [-8, 105])
    assert.equal(readLeaveToken(secret, token, addDays(at, days)), null, `${days}`);
});

test("each member has their own, and each week", () => {
  const others = [
    leaveToken(secret, { member: asId<MemberId>(4712), address }, at),
    leaveToken(secret, { member, address }, addDays(at, 7)),
  ];
  assert.equal(new Set([token, ...others]).size, 3);
});

test("it is for the address that it was sent to, however that is written", () => {
  const read = readLeaveToken(secret, token, at);
  assert.equal(read?.isFor("Ben@Example.NET" as EmailAddress), true);
  assert.equal(read.isFor("ben@new.example" as EmailAddress), false);
});

const [who = "", week = "", mark = "", tag = ""] = token.split(".");
const forgeries: readonly (readonly [string, string])[] = [
  ["another member", `1.${week}.${mark}.${tag}`],
  ["another week", `${who}.${(Number.parseInt(week, 36) - 1).toString(36)}.${mark}.${tag}`],
  ["another address", `${who}.${week}.${"A".repeat(12)}.${tag}`],
  ["a tag cut short", token.slice(0, -1)],
  ["a tag of zeros", `${who}.${week}.${mark}.${"A".repeat(22)}`],
  [
    "bits behind the tag",
    `${token.slice(0, -1)}${String.fromCharCode((token.at(-1) ?? "A").charCodeAt(0) + 1)}`,
  ],
  ["something in front", ` ${token}`],
  ["a member beyond numbers", `zzzzzzzzzzz.${week}.${tag}`],
  ["nothing", ""],
];
for (const [what, forged] of forgeries)
  test(`it proves nothing with ${what}`, () => assert.equal(readLeaveToken(secret, forged, at), null));

test("nor with another secret", () => {
  assert.equal(readLeaveToken(createSecretKey(Buffer.alloc(32, 2)), token, at), null);
});
