import assert from "node:assert/strict";
import { test } from "node:test";
import type { Coverage, EmailAddress, Fingerprint, ValidSignature } from "#base";
import { vouchedStranger } from "./vouched-stranger.ts";

const ANN = "ann@example.net" as EmailAddress;
const EVE = "eve@example.com" as EmailAddress;
const AUTHOR = { authentic: false, address: ANN, why: "not-bound", member: null } as const;

function signedBy(address: EmailAddress, covers: Coverage = "whole"): ValidSignature {
  const signer = `${address}-key` as Fingerprint;
  const what = { verdict: "valid", scheme: "smime", algorithm: "ed25519", at: null } as const;
  return {
    ...what,
    signer,
    addresses: [address],
    covers,
    mark: Buffer.from(address),
    intendedRecipients: [],
  };
}

function vouched(signatures: readonly ValidSignature[], smime_trust: "ca" | "owner" = "ca"): boolean {
  return vouchedStranger({ settings: { smime_trust } }, { opened: { signatures }, author: AUTHOR }).authentic;
}

test("an authority vouches for a stranger where all who signed the whole are that stranger", () => {
  assert.equal(vouched([signedBy(ANN)]), true);
  assert.equal(vouched([signedBy(ANN), signedBy(ANN)]), true);
  assert.equal(vouched([signedBy(EVE)]), false);
  assert.equal(vouched([signedBy(ANN), signedBy(EVE)]), false);
  assert.equal(vouched([signedBy(EVE), signedBy(ANN)]), false);
  assert.equal(vouched([signedBy(ANN, "part")]), false);
  assert.equal(vouched([]), false);
  assert.equal(vouched([{ ...signedBy(ANN), scheme: "openpgp" }]), false);
  assert.equal(vouched([signedBy(ANN)], "owner"), false);
});
