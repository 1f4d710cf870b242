/**
 * Self-signatures of a key, judged by the room's own rules at a given time: which one counts, and
 * whether something was revoked.
 */
import { type Bytes, concatBytes, fromHex, HOUR_MS } from "#base";
import type { Packet } from "../packets/packets.ts";
import { TAG } from "../packets/packets.ts";
import { hashProblem, isBrokenHash } from "../policy.ts";
import { keyForHash, type PublicKey } from "../algorithms/public-key.ts";
import { fits } from "../signatures/signature-mathematics.ts";
import type { SignaturePacket } from "../signatures/signature-packet.ts";
import {
  hasUnknownCritical,
  keyLifetime,
  revocationReason,
  signatureLifetime,
} from "../signatures/subpackets.ts";
import { namesAsIssuer, type PlacedSignature } from "./transferable-key.ts";

/** Signature types (RFC 9580 §5.2.1); a certification may be any of four. */
export const TYPES = {
  certification: new Set([0x10, 0x11, 0x12, 0x13]),
  subkeyBinding: new Set([0x18]),
  keyBinding: new Set([0x19]),
  directKey: new Set([0x1f]),
  keyRevocation: new Set([0x20]),
  subkeyRevocation: new Set([0x28]),
  certificationRevocation: new Set([0x30]),
} as const satisfies Record<string, ReadonlySet<number>>;

/** Who has to have signed what. */
export interface SignedOver {
  readonly signer: PublicKey;
  readonly types: ReadonlySet<number>;
  readonly covered: readonly Bytes[];
}

export interface SelfSignatureQuestion extends SignedOver {
  readonly at: Date;
  /** Keys that the owner pinned by fingerprint may carry SHA-1 self-signatures. */
  readonly allowSha1: boolean;
}

/** A key alone, or with a subkey, as a signature of the key covers it (RFC 9580 §5.2.4). */
export function coveredKeys(...keys: readonly PublicKey[]): readonly Bytes[] {
  return keys.map(({ version, body }) => keyForHash(version, body));
}

/** A key with a user id or user attribute (RFC 9580 §5.2.4). */
export function coveredUser(key: PublicKey, user: Packet): readonly Bytes[] {
  const content = user.body();
  const lead = user.tag === TAG.userId ? "b4" : "d1";
  const length = content.length.toString(16).padStart(8, "0");
  return [...coveredKeys(key), concatBytes(fromHex(lead + length), content)];
}

/** Those that say of themselves that they are what is asked for; nothing is verified yet. */
export function claimed(
  signatures: readonly PlacedSignature[],
  over: SignedOver,
): readonly PlacedSignature[] {
  return signatures.filter(
    ({ signature }) => over.types.has(signature.type) && namesAsIssuer(signature, over.signer),
  );
}

/** The latest self-signature that is good at the time, or null. */
export function latestSelfSignature(
  signatures: readonly SignaturePacket[],
  question: SelfSignatureQuestion,
): SignaturePacket | null {
  const newestFirst = signatures.toSorted((a, b) => timeOf(b) - timeOf(a));
  return newestFirst.find((signature) => isGood(signature, question)) ?? null;
}

/** Why none counts at the time: they were all made later, by a clock ahead of ours, or none is right. */
export function whyNoSelfSignature(
  signatures: readonly SignaturePacket[],
  question: SelfSignatureQuestion,
): "key-not-yet-valid" | "malformed" {
  const isEarly = signatures.some(
    (signature) => timeOf(signature) > question.at.getTime() && isOwn(signature, question),
  );
  return isEarly ? "key-not-yet-valid" : "malformed";
}

function isGood(signature: SignaturePacket, question: SelfSignatureQuestion): boolean {
  const { hash, hashed, created } = signature;
  const isWeak = hashProblem(hash) !== null && !(question.allowSha1 && !isBrokenHash(hash));
  if (created === null || created > question.at || isWeak || hasUnknownCritical(hashed)) return false;
  return !hasExpired(signature, question.at) && isOwn(signature, question);
}

/** RFC 9580 §5.2.3.18. */
export function hasExpired(signature: SignaturePacket, at: Date): boolean {
  const lifetime = signatureLifetime(signature.hashed);
  if (signature.created === null || !lifetime) return false;
  return signature.created.getTime() + lifetime * 1000 <= at.getTime();
}

/** Reasons that only look forward: what was signed before stays as it was (RFC 9580 §5.2.3.31). */
const SOFT_REASONS: ReadonlySet<number | null> = new Set([1, 3, 32]);

/** QUIRK: gpg dates a revocation one second ahead if it would fall on that of the certification. */
const CLOCK_LEEWAY_MS = HOUR_MS;

/** Whether one of these revocations by the key itself counts at the time; any hash will do to revoke. */
export function isRevoked(revocations: readonly SignaturePacket[], question: SelfSignatureQuestion): boolean {
  return revocations.some((revocation) => {
    const isSoft = SOFT_REASONS.has(revocationReason(revocation.hashed));
    const isDue = timeOf(revocation) <= question.at.getTime() + CLOCK_LEEWAY_MS;
    return (isDue || !isSoft) && isOwn(revocation, question);
  });
}

/** Whether a self-signature was made by the key at all, whatever its date and hash. */
export function isOwn(signature: SignaturePacket, over: SignedOver): boolean {
  const { type, version } = signature;
  return over.types.has(type) && version !== 3 && fitsOnce(signature, over);
}

interface Counted {
  readonly signer: PublicKey;
  readonly fits: boolean;
}

const counted = new WeakMap<SignaturePacket, Counted>();

/**
 * The mathematics of a signature in a key are done once as long as the key is kept: its place says what it covers, so
 * that only the signer can be another one. SLH-DSA takes milliseconds for each.
 */
function fitsOnce(signature: SignaturePacket, { signer, covered }: SignedOver): boolean {
  const known = counted.get(signature);
  if (known?.signer === signer) return known.fits;
  const made = { signer, fits: fits(signature, signer, covered) };
  counted.set(signature, made);
  return made.fits;
}

export function timeOf(signature: SignaturePacket): number {
  return signature.created?.getTime() ?? 0;
}

/** When a key expires by this self-signature, or null (RFC 9580 §5.2.3.13). */
export function keyExpiry(key: PublicKey, signature: SignaturePacket): Date | null {
  const lifetime = keyLifetime(signature.hashed);
  return lifetime ? new Date(key.created.getTime() + lifetime * 1000) : null;
}
