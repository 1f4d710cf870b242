/** Judging one subkey: its binding, its revocation, and whether it signs back. */
import type { WhyCode } from "#base";
import { component, type Component } from "./component.ts";
import { subkeyFlags } from "./key-usage.ts";
import type { PublicKey } from "../algorithms/public-key.ts";
import {
  claimed,
  coveredKeys,
  isRevoked,
  keyExpiry,
  latestSelfSignature,
  type SelfSignatureQuestion,
  TYPES,
  whyNoSelfSignature,
} from "./self-signature.ts";
import { readSignature, type SignaturePacket } from "../signatures/signature-packet.ts";
import type { KeyPart } from "./transferable-key.ts";

export interface JudgeOptions {
  readonly at: Date;
  readonly pinned: boolean;
}

export function judgeSubkey(
  part: KeyPart,
  primary: Component,
  keyProblem: WhyCode | null,
  { at, pinned }: JudgeOptions,
): Component {
  const covered = coveredKeys(primary.key, part.key);
  const ask = { signer: primary.key, types: TYPES.subkeyBinding, covered, at, allowSha1: pinned };
  const askRevoked = { ...ask, types: TYPES.subkeyRevocation };
  const bindings = claimed(part.signatures, ask).map(({ signature }) => signature);
  const revocations = claimed(part.signatures, askRevoked).map(({ signature }) => signature);
  const self = latestSelfSignature(bindings, ask);
  const expiresAt = self === null ? null : earlier(keyExpiry(part.key, self), primary.expiresAt);
  const isExpired = expiresAt !== null && expiresAt <= at;
  const missing = self === null ? whyNoSelfSignature(bindings, ask) : null;
  const own = isRevoked(revocations, askRevoked)
    ? "key-revoked"
    : (missing ?? (isExpired ? "key-expired" : null));
  const maySign = self !== null && hasBackSignature(self, ask, part.key);
  const flags = self === null ? 0 : subkeyFlags(part.key, self);
  return component(part.key, { flags, expiresAt, problem: keyProblem ?? own, maySign });
}

/** RFC 9580 §5.2.1.9: a signing subkey has to sign back, or it could be adopted by a stranger's key. */
function hasBackSignature(binding: SignaturePacket, ask: SelfSignatureQuestion, subkey: PublicKey): boolean {
  const back = { ...ask, signer: subkey, types: TYPES.keyBinding };
  const embedded = binding.embedded.map(readSignature).filter((signature) => typeof signature !== "string");
  return latestSelfSignature(embedded, back) !== null;
}

function earlier(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
