/**
 * What a key is good for at a given time: one judgement of the primary key, its user ids and each
 * subkey, with a reason for everything that cannot be used (S2, RFC 9580 §10.1).
 */
import { type AnyKeyPacket, enums, type Key, type SignaturePacket, type Subkey, type User } from "openpgp";
import type { EmailAddress, WhyCode } from "#base";
import { algorithmName, keyShapeProblem, type KeyShape } from "./policy.ts";
import { isRevoked, keyExpiry, latestSelfSignature, type SelfSignatureQuestion } from "./self-signature.ts";
import { addressOfUserId } from "./user-id.ts";

export interface JudgeOptions {
  readonly at: Date;
  readonly pinned: boolean;
}

/** The primary key or a subkey, as it stands at the time. */
export interface Component {
  readonly packet: AnyKeyPacket;
  readonly shape: KeyShape;
  readonly expiresAt: Date | null;
  /** null: good to use for that. */
  readonly cannotSign: WhyCode | null;
  readonly cannotEncrypt: WhyCode | null;
  /** SEIPDv2 announced in the features (RFC 9580 §5.2.3.32). */
  readonly readsAead: boolean;
}

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

function directSignatures(key: Key): readonly SignaturePacket[] {
  return [...key.toPacketList()].filter(
    (packet): packet is SignaturePacket =>
      "signatureType" in packet && packet.signatureType === enums.signature.key,
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
  if (options.pinned) return "malformed";
  const pinned = { ...options, pinned: true };
  const userIds = await goodUserIds(key, pinned);
  return (await primarySelfSignature(key, userIds, pinned)) === null ? "malformed" : "weak-hash";
}

async function judgeSubkey(
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
  const own = revoked ? "key-revoked" : self === null ? "malformed" : isExpired ? "key-expired" : null;
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

interface Facts {
  readonly self: SignaturePacket | null;
  readonly expiresAt: Date | null;
  readonly problem: WhyCode | null;
  readonly maySign: boolean;
}

function component(packet: AnyKeyPacket, facts: Facts): Component {
  const { bits, curve } = packet.getAlgorithmInfo();
  const shape = { algorithm: packet.algorithm, bits, curve };
  const problem = facts.problem ?? keyShapeProblem(shape);
  const flags = facts.self?.keyFlags?.[0] ?? 0;
  const maySign = facts.maySign && (flags & enums.keyFlags.signData) !== 0;
  const mayEncrypt = (flags & ENCRYPTION_FLAGS) !== 0;
  return {
    packet,
    shape,
    expiresAt: facts.expiresAt,
    cannotSign: problem ?? (maySign ? null : "key-cannot-sign"),
    cannotEncrypt: problem ?? (mayEncrypt ? null : "key-cannot-encrypt"),
    readsAead: ((facts.self?.features?.[0] ?? 0) & SEIPD_V2_FEATURE) !== 0,
  };
}

const ENCRYPTION_FLAGS = enums.keyFlags.encryptCommunication | enums.keyFlags.encryptStorage;
const SEIPD_V2_FEATURE = 0x08;

function earlier(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}
