import assert from "node:assert/strict";
import { test } from "node:test";
import type { EmailAddress, Fingerprint } from "#base";
import type { MemberKeyView, MemberView } from "#operations";
import { memberDetails, memberLines } from "./show-member.ts";

const KEY: MemberKeyView = {
  scheme: "smime",
  fingerprint: "AB".repeat(32) as Fingerprint,
  algorithm: "p256",
  names: [],
  addresses: ["ann@example.org"],
  confirmedAddresses: [],
  pinned: false,
  harvested: true,
  boundAt: "2026-11-01T00:00:00Z",
  expiresAt: "2028-01-01T00:00:00Z",
  unusable: null,
  unusableText: null,
  use: "both",
};

/** Of a member: only what is shown of keys. */
function withKeys(keys: readonly MemberKeyView[]): MemberView {
  return {
    address: "ann@example.org",
    name: "",
    otherAddresses: [],
    reachedAt: "ann@example.org" as EmailAddress,
    owner: false,
    moderator: false,
    receives: true,
    delivery: "on",
    deliveryUntil: null,
    ack: false,
    notMetoo: false,
    noDupes: false,
    topics: [],
    otherTopics: false,
    conceal: false,
    digest: "",
    moderated: false,
    language: "",
    addedAt: "2026-11-01T00:00:00Z",
    listUsesKeys: true,
    keys,
    leftKeys: [],
  };
}

test("one of two certificates that split the work is no fault; what has ended is", () => {
  const unusable = {
    unusable: "key-cannot-encrypt",
    unusableText: "the key is not made for encryption",
  } as const;
  const signs = { ...KEY, ...unusable, use: "sign" } as const;
  const seals = { ...KEY, use: "seal" } as const;
  const said = (key: MemberKeyView) =>
    memberLines([withKeys([key])])
      .split("\n")
      .at(-1) ?? "";
  assert.match(said(signs), /S\/MIME …ABABABAB \(signs only\)/);
  assert.match(said(seals), /\(for sealing only\)/);
  assert.match(said(KEY), /…ABABABAB$/);
  assert.match(memberDetails(withKeys([signs])), /p256, signs only, good until 2028-01-01, harvested/);
  const over = { ...KEY, unusable: "key-expired", unusableText: "the key has expired" } as const;
  assert.match(said(over), /\(the key has expired\)/);
});

test("of a list of lists it is told where a member is written to", () => {
  const plain = withKeys([]);
  const reachedAt = "ann-owner@example.org" as EmailAddress;
  assert.match(memberDetails({ ...plain, reachedAt }), /written to at +ann-owner@example\.org \(questions/);
  assert.doesNotMatch(memberDetails(plain), /written to/);
});
