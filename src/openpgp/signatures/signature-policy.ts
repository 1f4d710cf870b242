/** What a data signature has to be besides mathematically right (S2, S3, "Which rule wins"). */
import { type Fingerprint, HOUR_MS, type OtherSignature, type WhyCode } from "#base";
import { hashProblem } from "../policy.ts";
import { hasExpired } from "../keys/self-signature.ts";
import type { SignaturePacket } from "./signature-packet.ts";
import { hasUnknownCritical, intendedRecipients } from "./subpackets.ts";

export type Problem = readonly [OtherSignature["verdict"], WhyCode];

export interface Circumstances {
  /** Why the key that made it may not sign at `at`, or null. */
  readonly cannotSign: WhyCode | null;
  /** When that key or subkey was made. */
  readonly keyCreated: Date;
  readonly at: Date;
  readonly openedWith?: readonly Fingerprint[] | undefined;
}

/** Why a signature whose mathematics hold does not count, or null. */
export function policyProblem(signature: SignaturePacket, around: Circumstances): Problem | null {
  const hash = hashProblem(signature.hash);
  if (hash !== null) return [hash === "weak-hash" ? "weak" : "unsupported", hash];
  if (hasUnknownCritical(signature.hashed)) return ["unsupported", "unsupported"];
  if (around.cannotSign !== null) return [verdictFor(around.cannotSign), around.cannotSign];
  if (predatesKey(signature, around.keyCreated)) return ["untrusted", "key-not-yet-valid"];
  if (hasExpired(signature, around.at)) return ["expired", "signature-expired"];
  return isForOthers(signature, around.openedWith) ? ["untrusted", "intended-for-others"] : null;
}

const KEY_VERDICTS: Partial<Record<WhyCode, OtherSignature["verdict"]>> = {
  "key-revoked": "revoked",
  "key-expired": "expired",
  "weak-hash": "weak",
  "weak-key": "weak",
  "weak-algorithm": "weak",
  malformed: "malformed",
};

function verdictFor(why: WhyCode): OtherSignature["verdict"] {
  return KEY_VERDICTS[why] ?? "untrusted";
}

/** A key that moves to another device meets another clock. */
const CLOCK_LEEWAY_MS = HOUR_MS;

/** RFC 9580 §5.2.3.11: nothing can be signed before there is a key; the claimed time is made up. */
function predatesKey({ created }: SignaturePacket, keyCreated: Date): boolean {
  return created !== null && created.getTime() + CLOCK_LEEWAY_MS < keyCreated.getTime();
}

function isForOthers(signature: SignaturePacket, openedWith: readonly Fingerprint[] | undefined): boolean {
  const intended = intendedRecipients(signature.hashed);
  if (openedWith === undefined || intended.length === 0) return false;
  return !intended.some((fingerprint) => openedWith.includes(fingerprint));
}
