/**
 * What a key is good for at a given time: one judgement of the primary key, its user ids and each
 * subkey, with a reason for everything that cannot be used (S2, RFC 9580 §10.1).
 */
import { enums, type Key, type SignaturePacket, type User } from "openpgp";
import type { EmailAddress, WhyCode } from "#base";
import { component, type Component } from "./component.ts";
import { judgeSubkey, type JudgeOptions } from "./judge-subkey.ts";
import { algorithmName, keyShapeProblem } from "./policy.ts";
import {
  directSignatures,
  isRevoked,
  keyExpiry,
  latestSelfSignature,
  type SelfSignatureQuestion,
  whyNoSelfSignature,
} from "./self-signature.ts";
import { addressOfUserId } from "./user-id.ts";

export interface KeyState {
  readonly key: Key;
  readonly primary: Component;
  readonly subkeys: readonly Component[];
  readonly revoked: boolean;
  readonly userIds: readonly string[];
  readonly addresses: readonly EmailAddress[];
  readonly algorithm: string;
}

interface GoodUserId {
  readonly text: string;
  readonly certification: SignaturePacket;
}

export async function judgeKey(key: Key, options: JudgeOptions): Promise<KeyState> {
  const revoked = await isRevoked(
    key.revocationSignatures,
    question(key, enums.signature.keyRevocation, options),
  );
  const userIds = await goodUserIds(key, options);
  const self = await primarySelfSignature(key, userIds, options);
  const problem = revoked ? "key-revoked" : await primaryProblem(key, self, options);
  const expiresAt = self === null ? null : await primaryExpiry(key, self, options);
  const primary = component(key.keyPacket, { self, expiresAt, problem, maySign: true });
  const keyProblem = problem ?? keyShapeProblem(primary.shape);
  const subkeys = await Promise.all(
    key.subkeys.map((subkey) => judgeSubkey(subkey, primary, keyProblem, options)),
  );
  return {
    key,
    primary,
    subkeys,
    revoked,
    userIds: userIds.map(({ text }) => text),
    addresses: distinct(
      userIds.map(({ text }) => addressOfUserId(text)).filter((address) => address !== null),
    ),
    algorithm: algorithmName(primary.shape),
  };
}

function question(key: Key, type: enums.signature, options: JudgeOptions): SelfSignatureQuestion {
  const primary = key.keyPacket;
  return { primary, type, data: { key: primary }, at: options.at, allowSha1: options.pinned };
}

/** User ids with a valid self-certification that is not revoked, the primary one first. */
async function goodUserIds(key: Key, options: JudgeOptions): Promise<readonly GoodUserId[]> {
  const judged = await Promise.all(key.users.map((user) => judgeUser(user, key, options)));
  const good = judged.filter((user) => user !== null);
  return good.toSorted((a, b) => rank(b) - rank(a));
}

function rank(user: GoodUserId): number {
  const created = user.certification.created?.getTime() ?? 0;
  return user.certification.isPrimaryUserID === true ? created + 2 ** 50 : created;
}

async function judgeUser(user: User, key: Key, options: JudgeOptions): Promise<GoodUserId | null> {
  if (user.userID === null) return null;
  const data = { key: key.keyPacket, userID: user.userID };
  const ask = { ...question(key, enums.signature.certGeneric, options), data };
  const certification = await latestSelfSignature(user.selfCertifications, ask);
  if (certification === null) return null;
  const revocations = user.revocationSignatures.filter((revocation) => isNotOlder(revocation, certification));
  const isGone = await isRevoked(revocations, { ...ask, type: enums.signature.certRevocation });
  return isGone ? null : { text: user.userID.userID, certification };
}

/** A user id may be certified anew after its revocation; then the newer certification counts. */
function isNotOlder(revocation: SignaturePacket, certification: SignaturePacket): boolean {
  return (revocation.created?.getTime() ?? 0) >= (certification.created?.getTime() ?? 0);
}

/** The signature that says what the primary key may do: its first user id's, else a direct one. */
async function primarySelfSignature(
  key: Key,
  userIds: readonly GoodUserId[],
  options: JudgeOptions,
): Promise<SignaturePacket | null> {
  const certification = userIds[0]?.certification;
  return (
    certification ?? latestSelfSignature(directSignatures(key), question(key, enums.signature.key, options))
  );
}

/** The earlier of what the user id's and the direct-key signature say. */
async function primaryExpiry(key: Key, self: SignaturePacket, options: JudgeOptions): Promise<Date | null> {
  const direct = await latestSelfSignature(
    directSignatures(key),
    question(key, enums.signature.key, options),
  );
  const dates = [self, direct].map((signature) => (signature === null ? null : keyExpiry(key, signature)));
  const times = dates.filter((date) => date !== null).map((date) => date.getTime());
  return times.length === 0 ? null : new Date(Math.min(...times));
}

async function primaryProblem(
  key: Key,
  self: SignaturePacket | null,
  options: JudgeOptions,
): Promise<WhyCode | null> {
  if (key.getCreationTime() > options.at) return "key-not-yet-valid";
  if (self === null) return missingSelfSignature(key, options);
  const expiry = await primaryExpiry(key, self, options);
  return expiry !== null && expiry <= options.at ? "key-expired" : null;
}

/** SHA-1 is the usual reason why no self-signature counts; the owner can pin such a key. */
async function missingSelfSignature(key: Key, options: JudgeOptions): Promise<WhyCode> {
  const pinned = { ...options, pinned: true };
  const userIds = await goodUserIds(key, pinned);
  const isWeak = !options.pinned && (await primarySelfSignature(key, userIds, pinned)) !== null;
  return isWeak ? "weak-hash" : whyNoCertification(key, options);
}

async function whyNoCertification(key: Key, options: JudgeOptions): Promise<WhyCode> {
  const ask = question(key, enums.signature.certGeneric, options);
  for (const { userID, selfCertifications } of key.users) {
    if (userID === null) continue;
    const data = { key: key.keyPacket, userID };
    const why = await whyNoSelfSignature(selfCertifications, { ...ask, data });
    if (why === "key-not-yet-valid") return why;
  }
  return "malformed";
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}
