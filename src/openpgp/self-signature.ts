/**
 * Self-signatures of a key, judged by the room's own rules at a given time: which one counts, and
 * whether something was revoked. The library answers only whether the mathematics hold.
 */
import { type AnyKeyPacket, type Config, enums, type Key, type SignaturePacket } from "openpgp";
import { LIBRARY_CONFIG, MATHEMATICS_ONLY } from "./library-config.ts";

/** What a self-signature is made over: the key, with a user id or a subkey. */
export interface SignedData {
  readonly key: AnyKeyPacket;
  readonly userID?: object;
  readonly bind?: AnyKeyPacket;
}

export interface SelfSignatureQuestion {
  readonly primary: AnyKeyPacket;
  readonly type: enums.signature;
  readonly data: SignedData;
  readonly at: Date;
  /** Keys that the owner pinned by fingerprint may carry SHA-1 self-signatures. */
  readonly allowSha1: boolean;
}

/** The latest self-signature that is good at the time, or null. */
export async function latestSelfSignature(
  signatures: readonly SignaturePacket[],
  question: SelfSignatureQuestion,
): Promise<SignaturePacket | null> {
  const newestFirst = signatures.toSorted((a, b) => createdAt(b) - createdAt(a));
  for (const signature of newestFirst) {
    if (createdAt(signature) <= question.at.getTime() && (await isGood(signature, question)))
      return signature;
  }
  return null;
}

/** Why none counts at the time: they were all made later, by a clock ahead of ours, or none is right. */
export async function whyNoSelfSignature(
  signatures: readonly SignaturePacket[],
  question: SelfSignatureQuestion,
): Promise<"key-not-yet-valid" | "malformed"> {
  for (const signature of signatures) {
    if (createdAt(signature) > question.at.getTime() && (await isOwn(signature, question)))
      return "key-not-yet-valid";
  }
  return "malformed";
}

async function isGood(signature: SignaturePacket, question: SelfSignatureQuestion): Promise<boolean> {
  const config = question.allowSha1 ? SHA1_ALLOWED : LIBRARY_CONFIG;
  return holds(signature, { ...question, config, at: question.at });
}

const SHA1_ALLOWED: Config = Object.freeze({
  ...LIBRARY_CONFIG,
  rejectHashAlgorithms: new Set([enums.hash.md5, enums.hash.ripemd]),
});

/** Reasons that only look forward: what was signed before stays as it was (RFC 9580 §5.2.3.31). */
const SOFT_REASONS: ReadonlySet<number | null> = new Set<number | null>([
  enums.reasonForRevocation.keySuperseded,
  enums.reasonForRevocation.keyRetired,
  enums.reasonForRevocation.userIDInvalid,
]);

/** QUIRK: gpg dates a revocation one second ahead if it would fall on that of the certification. */
const CLOCK_LEEWAY_MS = 60 * 60 * 1000;

/** Whether one of these revocations by the key itself counts at the time; any hash will do to revoke. */
export async function isRevoked(
  revocations: readonly SignaturePacket[],
  question: SelfSignatureQuestion,
): Promise<boolean> {
  for (const revocation of revocations) {
    const counts =
      !SOFT_REASONS.has(revocation.reasonForRevocationFlag) ||
      createdAt(revocation) <= question.at.getTime() + CLOCK_LEEWAY_MS;
    if (counts && (await isOwn(revocation, question))) return true;
  }
  return false;
}

/** Whether a self-signature was made by the key at all, whatever its date and hash. */
export async function isOwn(
  signature: SignaturePacket,
  question: Omit<SelfSignatureQuestion, "at" | "allowSha1">,
): Promise<boolean> {
  return holds(signature, { ...question, config: MATHEMATICS_ONLY, at: null });
}

interface Check {
  readonly primary: AnyKeyPacket;
  readonly type: enums.signature;
  readonly data: SignedData;
  readonly at: Date | null;
  readonly config: Config;
}

/** The library hashes the type that stands in the signature and does not ask whether it is the one looked for. */
async function holds(signature: SignaturePacket, check: Check): Promise<boolean> {
  if (!isOfType(signature, check.type)) return false;
  const at = check.at ?? NO_DATE;
  return signature.verify(check.primary, check.type, check.data, at, false, check.config).then(
    () => true,
    () => false,
  );
}

const CERTIFICATIONS: ReadonlySet<number | null> = new Set<number | null>([
  enums.signature.certGeneric,
  enums.signature.certPersona,
  enums.signature.certCasual,
  enums.signature.certPositive,
]);

/** RFC 9580 §5.2.1: a certification may be any of four types, everything else is of exactly one. */
function isOfType({ signatureType }: SignaturePacket, wanted: enums.signature): boolean {
  return wanted === enums.signature.certGeneric
    ? CERTIFICATIONS.has(signatureType)
    : signatureType === wanted;
}

/** The library takes null for "do not look at dates", which its types do not say. */
const NO_DATE = null as unknown as Date;

function createdAt(signature: SignaturePacket): number {
  return signature.created?.getTime() ?? 0;
}

/** When a key expires by this self-signature, or null (RFC 9580 §5.2.3.13). */
export function keyExpiry(key: { getCreationTime(): Date }, signature: SignaturePacket): Date | null {
  if (!signature.keyExpirationTime) return null;
  return new Date(key.getCreationTime().getTime() + signature.keyExpirationTime * 1000);
}

/** Signatures over the primary key alone (RFC 9580 §5.2.1.10); the library's types do not name them. */
export function directSignatures(key: Key): readonly SignaturePacket[] {
  return [...key.toPacketList()].filter(
    (packet): packet is SignaturePacket =>
      "signatureType" in packet && packet.signatureType === enums.signature.key,
  );
}
