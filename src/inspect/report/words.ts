/** What a signature is worth, in words. */
import type { Signature } from "#base";
import { problemText } from "./problems.ts";

export const VERDICT_WORDS: Readonly<Record<Signature["verdict"], string>> = {
  valid: "valid",
  weak: "not safe enough to count",
  expired: "out of date",
  revoked: "made with a revoked key",
  untrusted: "does not count",
  "unknown-key": "by a key that is none of those given",
  invalid: "wrong",
  malformed: "cannot be read",
  unsupported: "cannot be verified here",
};

/** One line without a full stop: "wrong: the signature does not fit the text". */
export function signatureText(signature: Signature): string {
  const verdict = VERDICT_WORDS[signature.verdict];
  if (signature.verdict === "unknown-key") return verdict;
  if (signature.verdict !== "valid") return `${verdict}: ${problemText(signature.why)}`;
  return signature.covers === "whole" ? verdict : `${verdict}, over a part of the message only`;
}
