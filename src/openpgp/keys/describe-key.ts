import { type Bytes, type KeyDescription, ok, type Result, type WhyCode } from "#base";
import type { Component } from "./component.ts";
import { judgeKey, type KeyState } from "./key-state.ts";
import { canSign } from "../policy.ts";
import { isSecretKey } from "./read-keys.ts";
import { parseKey } from "./parsed-key.ts";

export interface KeyOptions {
  /** The owner named this key by its fingerprint: SHA-1 self-signatures are read. */
  readonly pinned?: boolean;
}

/** What one binary key is, proves and is good for at a time; an error only if it cannot be read at all. */
export async function describeKey(
  key: Bytes,
  at: Date,
  options: KeyOptions = {},
): Promise<Result<KeyDescription, WhyCode>> {
  const parsed = parseKey(key);
  if (!parsed.ok) return parsed;
  const state = judgeKey(parsed.value, { at, pinned: options.pinned ?? false });
  const { version, created, fingerprint } = state.primary.key;
  return ok({
    scheme: "openpgp",
    fingerprint,
    version,
    algorithm: state.algorithm,
    createdAt: created,
    expiresAt: state.primary.expiresAt,
    revoked: state.revoked,
    secret: isSecretKey(key),
    names: state.userIds,
    addresses: state.addresses,
    signingKeyIds: signingKeyIds(state),
    cannotSign: bestReason(state, (component) => component.cannotSign),
    cannotEncrypt: bestReason(state, (component) => component.cannotEncrypt),
  });
}

/** Also of parts that may not sign now: their signatures shall be told with the reason, not as unknown. */
function signingKeyIds(state: KeyState): readonly string[] {
  return [state.primary, ...state.subkeys].filter(({ key }) => canSign(key)).map(({ key }) => key.keyId);
}

/** null if any part of the key can; else the reason that says most. */
function bestReason(state: KeyState, reason: (component: Component) => WhyCode | null): WhyCode | null {
  const reasons = [state.primary, ...state.subkeys].map(reason);
  if (reasons.includes(null)) return null;
  const telling = reasons.filter((why) => why !== "key-cannot-sign" && why !== "key-cannot-encrypt");
  return telling[0] ?? reasons[0] ?? null;
}
