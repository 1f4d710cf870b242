/**
 * What a key is good for at a given time: one judgement of the primary key, its user ids and each
 * subkey, with a reason for everything that cannot be used (S2, RFC 9580 §10.1).
 */
import type { EmailAddress, WhyCode } from "#base";
import { type Aead, aeadOf, component, type Component } from "./component.ts";
import { judgeSubkey, type JudgeOptions } from "./judge-subkey.ts";
import { usageFlags } from "./key-usage.ts";
import { algorithmName, keyProblem } from "../policy.ts";
import {
  claimed,
  coveredKeys,
  coveredUser,
  isRevoked,
  keyExpiry,
  latestSelfSignature,
  type SelfSignatureQuestion,
  timeOf,
  TYPES,
  whyNoSelfSignature,
} from "./self-signature.ts";
import type { SignaturePacket } from "../signatures/signature-packet.ts";
import { isPrimaryUserId } from "../signatures/subpackets.ts";
import type { TransferableKey, UserPart } from "./transferable-key.ts";
import { addressOfUserId } from "./user-id.ts";

export interface KeyState {
  readonly primary: Component;
  readonly subkeys: readonly Component[];
  readonly revoked: boolean;
  readonly userIds: readonly string[];
  readonly addresses: readonly EmailAddress[];
  readonly algorithm: string;
  readonly aead: Aead;
}

interface GoodUserId {
  readonly text: string;
  readonly certification: SignaturePacket;
}

export function judgeKey(key: TransferableKey, options: JudgeOptions): KeyState {
  const askRevoked = question(key, TYPES.keyRevocation, options);
  const revoked = isRevoked(ofPrimary(key, askRevoked), askRevoked);
  const userIds = goodUserIds(key, options);
  const self = primarySelfSignature(key, userIds, options);
  const problem = revoked ? "key-revoked" : primaryProblem(key, self, options);
  const expiresAt = self === null ? null : primaryExpiry(key, self, options);
  const flags = usageFlags(key.primary.key, selfSignatures(key, self, options));
  const primary = component(key.primary.key, { flags, expiresAt, problem, maySign: true });
  const problemOfAll = problem ?? keyProblem(key.primary.key);
  const addresses = userIds.map(({ text }) => addressOfUserId(text)).filter((address) => address !== null);
  return {
    primary,
    subkeys: key.subkeys.map((subkey) => judgeSubkey(subkey, primary, problemOfAll, options)),
    revoked,
    userIds: userIds.map(({ text }) => text),
    addresses: [...new Set(addresses)],
    algorithm: algorithmName(key.primary.key),
    aead: aeadOf(key.primary.key, self),
  };
}

function question(
  { primary: { key } }: TransferableKey,
  types: ReadonlySet<number>,
  options: JudgeOptions,
): SelfSignatureQuestion {
  return { signer: key, types, covered: coveredKeys(key), at: options.at, allowSha1: options.pinned };
}

function ofPrimary(key: TransferableKey, ask: SelfSignatureQuestion): readonly SignaturePacket[] {
  return claimed(key.primary.signatures, ask).map(({ signature }) => signature);
}

/** User ids with a valid self-certification that is not revoked, the primary one first. */
function goodUserIds(key: TransferableKey, options: JudgeOptions): readonly GoodUserId[] {
  const good = key.users.map((user) => judgeUser(user, key, options)).filter((user) => user !== null);
  return good.toSorted((a, b) => rank(b) - rank(a));
}

function rank({ certification }: GoodUserId): number {
  return timeOf(certification) + (isPrimaryUserId(certification.hashed) ? 2 ** 50 : 0);
}

function askUser(user: UserPart, key: TransferableKey, options: JudgeOptions): SelfSignatureQuestion {
  const covered = coveredUser(key.primary.key, user.packet);
  return { ...question(key, TYPES.certification, options), covered };
}

/** Revoked or not. */
function certificationOf(
  user: UserPart,
  key: TransferableKey,
  options: JudgeOptions,
): SignaturePacket | null {
  const ask = askUser(user, key, options);
  const certifications = claimed(user.signatures, ask).map(({ signature }) => signature);
  return latestSelfSignature(certifications, ask);
}

function judgeUser(user: UserPart, key: TransferableKey, options: JudgeOptions): GoodUserId | null {
  const certification = certificationOf(user, key, options);
  if (user.text === null || certification === null) return null;
  const ask = askUser(user, key, options);
  const askRevoked = { ...ask, types: TYPES.certificationRevocation };
  // A user id may be certified anew after its revocation; then the newer certification counts.
  const revocations = claimed(user.signatures, askRevoked)
    .map(({ signature }) => signature)
    .filter((revocation) => timeOf(revocation) >= timeOf(certification));
  return isRevoked(revocations, askRevoked) ? null : { text: user.text, certification };
}

/**
 * The signature that says what the primary key may do. Version 6: a direct-key signature (RFC 9580 §10.1.1);
 * version 4: that of the first user id, else a direct one.
 */
function primarySelfSignature(
  key: TransferableKey,
  userIds: readonly GoodUserId[],
  options: JudgeOptions,
): SignaturePacket | null {
  const certification = key.primary.key.version === 4 ? userIds[0]?.certification : undefined;
  return certification ?? directSignature(key, options);
}

function directSignature(key: TransferableKey, options: JudgeOptions): SignaturePacket | null {
  const ask = question(key, TYPES.directKey, options);
  return latestSelfSignature(ofPrimary(key, ask), ask);
}

/** The one that speaks for the primary key, and the direct one, which may add to it. */
function selfSignatures(
  key: TransferableKey,
  self: SignaturePacket | null,
  options: JudgeOptions,
): readonly SignaturePacket[] {
  return [self, directSignature(key, options)].filter((signature) => signature !== null);
}

/** The earlier of what the user id's and the direct-key signature say. */
function primaryExpiry(key: TransferableKey, self: SignaturePacket, options: JudgeOptions): Date | null {
  const dates = selfSignatures(key, self, options).map((signature) => keyExpiry(key.primary.key, signature));
  const times = dates.filter((date) => date !== null).map((date) => date.getTime());
  return times.length === 0 ? null : new Date(Math.min(...times));
}

function primaryProblem(
  key: TransferableKey,
  self: SignaturePacket | null,
  options: JudgeOptions,
): WhyCode | null {
  if (key.primary.key.created > options.at) return "key-not-yet-valid";
  if (self === null) return missingSelfSignature(key, options);
  const expiry = primaryExpiry(key, self, options);
  return expiry !== null && expiry <= options.at ? "key-expired" : null;
}

/** SHA-1 is the usual reason why no self-signature counts; the owner can pin such a key. */
function missingSelfSignature(key: TransferableKey, options: JudgeOptions): WhyCode {
  const pinned = { ...options, pinned: true };
  const isWeak = !options.pinned && primarySelfSignature(key, goodUserIds(key, pinned), pinned) !== null;
  return isWeak ? "weak-hash" : whyNoCertification(key, options);
}

function whyNoCertification(key: TransferableKey, options: JudgeOptions): WhyCode {
  const isRevokedOnly = key.users.some(
    (user) => user.text !== null && certificationOf(user, key, options) !== null,
  );
  if (isRevokedOnly) return "key-revoked";
  const isEarly = key.users.some((user) => {
    const ask = askUser(user, key, options);
    const certifications = claimed(user.signatures, ask).map(({ signature }) => signature);
    return whyNoSelfSignature(certifications, ask) === "key-not-yet-valid";
  });
  return isEarly ? "key-not-yet-valid" : "malformed";
}
