/** Judging one subkey: its binding, its revocation, and whether it signs back. */
import { type AnyKeyPacket, enums, type SignaturePacket, type Subkey } from "openpgp";
import type { WhyCode } from "#base";
import { component, type Component } from "./component.ts";
import {
  isRevoked,
  keyExpiry,
  latestSelfSignature,
  type SelfSignatureQuestion,
  whyNoSelfSignature,
} from "./self-signature.ts";

export interface JudgeOptions {
  readonly at: Date;
  readonly pinned: boolean;
}

export async function judgeSubkey(
  subkey: Subkey,
  primary: Component,
  keyProblem: WhyCode | null,
  options: JudgeOptions,
): Promise<Component> {
  const data = { key: primary.packet, bind: subkey.keyPacket };
  const type = enums.signature.subkeyBinding;
  const ask = { primary: primary.packet, type, data, at: options.at, allowSha1: options.pinned };
  const self = await latestSelfSignature(subkey.bindingSignatures, ask);
  const revoked = await isRevoked(subkey.revocationSignatures, {
    ...ask,
    type: enums.signature.subkeyRevocation,
  });
  const expiresAt = self === null ? null : earlier(keyExpiry(subkey, self), primary.expiresAt);
  const isExpired = expiresAt !== null && expiresAt <= options.at;
  const missing = self === null ? await whyNoSelfSignature(subkey.bindingSignatures, ask) : null;
  const own = revoked ? "key-revoked" : (missing ?? (isExpired ? "key-expired" : null));
  const maySign = self !== null && (await hasBackSignature(self, ask, subkey.keyPacket));
  return component(subkey.keyPacket, { self, expiresAt, problem: keyProblem ?? own, maySign });
}

/** RFC 9580 §5.2.1.9: a signing subkey has to sign back, or it could be adopted by a stranger's key. */
async function hasBackSignature(
  binding: SignaturePacket,
  ask: SelfSignatureQuestion,
  subkey: AnyKeyPacket,
): Promise<boolean> {
  if (binding.embeddedSignature === null) return false;
  const back = { ...ask, primary: subkey, type: enums.signature.keyBinding };
  return (await latestSelfSignature([binding.embeddedSignature], back)) !== null;
}

function earlier(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
