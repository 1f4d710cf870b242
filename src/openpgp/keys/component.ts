/** The primary key or one subkey of a key, and what it may do. */
import type { WhyCode } from "#base";
import { keyProblem } from "../policy.ts";
import type { PublicKey } from "../algorithms/public-key.ts";
import { ENCRYPTION_FLAGS, SIGN_FLAG } from "./key-usage.ts";
import type { SignaturePacket } from "../signatures/signature-packet.ts";
import { cipherSuites, features } from "../signatures/subpackets.ts";

/** What a key's owner says that their program reads of SEIPD version 2 (RFC 9580 §5.2.3.15, §5.2.3.32). */
export type Aead = "gcm" | "ocb" | null;

/** The primary key or a subkey, as it stands at the time. */
export interface Component {
  readonly key: PublicKey;
  readonly expiresAt: Date | null;
  /** null: good to use for that. */
  readonly cannotSign: WhyCode | null;
  readonly cannotEncrypt: WhyCode | null;
}

export interface ComponentFacts {
  /** What it is for (RFC 9580 §5.2.3.29). */
  readonly flags: number;
  readonly expiresAt: Date | null;
  readonly problem: WhyCode | null;
  readonly maySign: boolean;
}

export function component(key: PublicKey, facts: ComponentFacts): Component {
  const problem = facts.problem ?? keyProblem(key);
  const maySign = facts.maySign && (facts.flags & SIGN_FLAG) !== 0;
  const mayEncrypt = (facts.flags & ENCRYPTION_FLAGS) !== 0;
  return {
    key,
    expiresAt: facts.expiresAt,
    cannotSign: problem ?? (maySign ? null : "key-cannot-sign"),
    cannotEncrypt: problem ?? (mayEncrypt ? null : "key-cannot-encrypt"),
  };
}

const SEIPD_V2_FEATURE = 0x08;
const AES256 = 9;
const GCM = 3;

/** From the self-signature that speaks for the whole key. OCB is what every reader of version 2 has. */
export function aeadOf(key: PublicKey, self: SignaturePacket | null): Aead {
  const reads = key.version === 6 || (self !== null && (features(self.hashed) & SEIPD_V2_FEATURE) !== 0);
  if (!reads) return null;
  const suites = self === null ? [] : cipherSuites(self.hashed);
  return suites.some(([cipher, mode]) => cipher === AES256 && mode === GCM) ? "gcm" : "ocb";
}
