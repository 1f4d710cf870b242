import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  asId,
  type EmailAddress,
  type Fingerprint,
  type MemberId,
  type OtherSignature,
  type Signature,
  type ValidSignature,
} from "#base";
import { judgeAuthor } from "./judge-author.ts";
import type { Binding, FromView } from "./opened.ts";

const ALICE = asId<MemberId>(1);
const MALLORY = asId<MemberId>(2);
const KEY_A = "AA" as Fingerprint;
const KEY_M = "BB" as Fingerprint;
const LIST_KEY = "CC" as Fingerprint;

const address = (text: string): EmailAddress => text as EmailAddress;

function from(...addresses: string[]): FromView {
  return { addresses: addresses.map(address), entries: addresses.length, mismatch: false };
}

function valid(signer: Fingerprint, fields: Partial<ValidSignature> = {}): ValidSignature {
  return {
    verdict: "valid",
    scheme: "openpgp",
    signer,
    addresses: [address(signer === KEY_A ? "alice@example.org" : "mallory@example.org")],
    at: new Date(0),
    algorithm: "eddsa",
    covers: "whole",
    mark: new Uint8Array(32),
    intendedRecipients: [],
    ...fields,
  };
}

function other(verdict: OtherSignature["verdict"], fields: Partial<OtherSignature> = {}): OtherSignature {
  return { verdict, scheme: "openpgp", why: "bad-signature", covers: "whole", ...fields };
}

const bindings: readonly Binding[] = [
  {
    member: ALICE,
    fingerprint: KEY_A,
    memberAddresses: [address("alice@example.org"), address("a@other.example")],
    confirmedAddresses: [address("a@other.example")],
  },
  {
    member: MALLORY,
    fingerprint: KEY_M,
    memberAddresses: [address("mallory@example.org")],
    confirmedAddresses: [],
  },
];

function judge(sender: FromView, signatures: readonly Signature[], openedWith: readonly Fingerprint[] = []) {
  return judgeAuthor({ from: sender, signatures, openedWith, problems: [] }, bindings);
}

describe("judgeAuthor", () => {
  it("believes a valid signature of the bound key over the whole body with a From of member and key", () => {
    const author = judge(from("Alice@EXAMPLE.org"), [valid(KEY_A)]);
    assert.deepEqual(author, {
      authentic: true,
      address: "Alice@EXAMPLE.org",
      signer: KEY_A,
      member: ALICE,
    });
  });

  it("takes an address that the owner confirmed for this key", () => {
    assert.equal(judge(from("a@other.example"), [valid(KEY_A)]).authentic, true);
  });

  const refused: readonly (readonly [string, string, FromView, readonly Signature[]])[] = [
    ["no signature", "no-signature", from("alice@example.org"), []],
    ["no From", "no-from", from(), [valid(KEY_A)]],
    ["two From", "several-from", from("alice@example.org", "mallory@example.org"), [valid(KEY_A)]],
    [
      "a second, malformed From",
      "several-from",
      { ...from("alice@example.org"), entries: 2 },
      [valid(KEY_A)],
    ],
    [
      "another From inside",
      "from-mismatch",
      { ...from("alice@example.org"), mismatch: true },
      [valid(KEY_A)],
    ],
    ["another member's key", "address-not-in-key", from("alice@example.org"), [valid(KEY_M)]],
    [
      "another member's key with a user id in her name",
      "address-not-members",
      from("alice@example.org"),
      [valid(KEY_M, { addresses: [address("alice@example.org")] })],
    ],
    ["a key that nobody has", "not-bound", from("alice@example.org"), [valid(LIST_KEY)]],
    ["a signature over a part", "not-whole", from("alice@example.org"), [valid(KEY_A, { covers: "part" })]],
    ["two members' signatures", "several-signers", from("alice@example.org"), [valid(KEY_A), valid(KEY_M)]],
    [
      "a good and a bad signature",
      "bad-signature",
      from("alice@example.org"),
      [valid(KEY_A), other("invalid", { signer: KEY_A })],
    ],
    [
      "a good signature and one that policy refuses",
      "weak-hash",
      from("alice@example.org"),
      [valid(KEY_A), other("weak", { signer: KEY_A, why: "weak-hash" })],
    ],
    [
      "a good signature and one of a bound key that was revoked",
      "key-revoked",
      from("alice@example.org"),
      [valid(KEY_A), other("revoked", { signer: KEY_M, why: "key-revoked" })],
    ],
    [
      "an expired key alone",
      "key-expired",
      from("alice@example.org"),
      [other("expired", { signer: KEY_A, why: "key-expired" })],
    ],
  ];
  for (const [what, why, sender, signatures] of refused) {
    it(`refuses ${what}: ${why}`, () => {
      const author = judge(sender, signatures);
      assert.equal(author.authentic, false);
      assert.equal(author.authentic ? null : author.why, why);
    });
  }

  it("lets signatures of unknown and expired keys and of unknown algorithms neither count nor spoil", () => {
    const beside = [
      other("unknown-key", { why: "unknown-key" }),
      other("unsupported", { why: "unsupported" }),
      other("invalid", { covers: "part" }),
      other("expired", { signer: KEY_A, why: "key-expired" }),
      other("revoked", { signer: LIST_KEY, why: "key-revoked" }),
    ];
    assert.equal(judge(from("alice@example.org"), [...beside, valid(KEY_A)]).authentic, true);
    assert.equal(judge(from("alice@example.org"), beside).authentic, false);
  });

  it("asks intended recipients for a key that opened the message", () => {
    const signature = valid(KEY_A, { intendedRecipients: [LIST_KEY] });
    assert.equal(judge(from("alice@example.org"), [signature], [LIST_KEY]).authentic, true);
    const elsewhere = judge(from("alice@example.org"), [signature], [KEY_M]);
    assert.equal(elsewhere.authentic ? null : elsewhere.why, "intended-for-others");
    assert.equal(judge(from("alice@example.org"), [signature], []).authentic, false);
  });

  it("names the member who signed, also when the From is another one", () => {
    assert.equal(judge(from("alice@example.org"), [valid(KEY_M)]).member, MALLORY);
    assert.equal(judge(from(), [valid(KEY_A), valid(KEY_M)]).member, null);
  });
});

it("says that something was added on the way where a valid signature covers only a part for that", () => {
  const part: Signature = { ...valid(KEY_A), covers: "part" };
  const evidence = { from: from("alice@example.org"), signatures: [part], openedWith: [] };
  for (const why of ["changed-on-the-way", "not-whole"] as const) {
    const author = judgeAuthor({ ...evidence, problems: [why] }, bindings);
    assert.ok(!author.authentic && author.why === why);
  }
});
