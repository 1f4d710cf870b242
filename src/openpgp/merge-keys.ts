/**
 * Two copies of one key as one (S9). Nothing of the known copy goes; from the newer one comes only what
 * the key itself signed, so that nobody else can add to a member's key or make it useless.
 */
import {
  type AnyPacket,
  enums,
  type Key,
  PacketList,
  type SignaturePacket,
  type Subkey,
  type User,
} from "openpgp";
import { type Bytes, err, fromLatin1, ok, type Result, type WhyCode } from "#base";
import { parseKey } from "./parsed-key.ts";
import { directSignatures, isOwn, type SignedData } from "./self-signature.ts";

/** Certifications by others are left out of what is new: they prove nothing here and can be any number. */
export async function mergeKeys(known: Bytes, newer: Bytes): Promise<Result<Bytes, WhyCode>> {
  const [one, other] = [await parseKey(known), await parseKey(newer)];
  if (!one.ok) return one;
  if (!other.ok) return other;
  if (one.value.getFingerprint() !== other.value.getFingerprint()) return err("unknown-key");
  const [key, added] = [one.value, other.value];
  const merged = new PacketList<AnyPacket>();
  merged.push(
    key.keyPacket,
    ...(await union(
      key.revocationSignatures,
      added.revocationSignatures,
      over(key, enums.signature.keyRevocation),
    )),
    ...(await union(directSignatures(key), directSignatures(added), over(key, enums.signature.key))),
    ...(await mergeUsers(key, added)),
    ...(await mergeSubkeys(key, added)),
  );
  return ok(merged.write());
}

interface SignedOver {
  readonly primary: Key["keyPacket"];
  readonly type: enums.signature;
  readonly data: SignedData;
}

function over(key: Key, type: enums.signature, data: Omit<SignedData, "key"> = {}): SignedOver {
  return { primary: key.keyPacket, type, data: { key: key.keyPacket, ...data } };
}

/** All the known signatures, and those of the others that are new and really the key's own. */
async function union(
  known: readonly SignaturePacket[],
  others: readonly SignaturePacket[],
  signedOver: SignedOver,
): Promise<readonly SignaturePacket[]> {
  const merged = [...known];
  const seen = new Set(known.map(octetsOf));
  for (const signature of others) {
    const octets = octetsOf(signature);
    if (seen.has(octets) || !(await isOwn(signature, signedOver))) continue;
    seen.add(octets);
    merged.push(signature);
  }
  return merged;
}

/** A packet's contents as something that a Map can look up. */
function octetsOf(packet: { write(): Uint8Array }): string {
  return fromLatin1(packet.write());
}

async function mergeUsers(key: Key, added: Key): Promise<readonly AnyPacket[]> {
  const certified = byUserId(added.users);
  const known = byUserId(key.users);
  const kept = key.users.map(async (user) =>
    mergeUser(key, user, user.userID === null ? undefined : certified.get(octetsOf(user.userID))),
  );
  const fresh = [...certified].filter(([userId]) => !known.has(userId)).map(([, user]) => newUser(key, user));
  return (await Promise.all([...kept, ...fresh])).flat();
}

/** The first of each user id; user attributes (RFC 9580 §5.12) are left out. */
function byUserId(users: readonly User[]): ReadonlyMap<string, User> {
  const found = new Map<string, User>();
  for (const user of users) {
    const userId = user.userID === null ? null : octetsOf(user.userID);
    if (userId !== null && !found.has(userId)) found.set(userId, user);
  }
  return found;
}

async function mergeUser(key: Key, user: User, other: User | undefined): Promise<readonly AnyPacket[]> {
  if (user.userID === null || other === undefined) return [...user.toPacketList()];
  const { userID } = user;
  const revocation = over(key, enums.signature.certRevocation, { userID });
  const certification = over(key, enums.signature.certGeneric, { userID });
  return [
    userID,
    ...(await union(user.revocationSignatures, other.revocationSignatures, revocation)),
    ...(await union(user.selfCertifications, other.selfCertifications, certification)),
    ...user.otherCertifications,
  ];
}

/** A user id that the key did not certify itself is nobody's. */
async function newUser(key: Key, user: User): Promise<readonly AnyPacket[]> {
  if (user.userID === null) return [];
  const { userID } = user;
  const own = await union([], user.selfCertifications, over(key, enums.signature.certGeneric, { userID }));
  const revoked = await union(
    [],
    user.revocationSignatures,
    over(key, enums.signature.certRevocation, { userID }),
  );
  return own.length === 0 ? [] : [userID, ...revoked, ...own];
}

async function mergeSubkeys(key: Key, added: Key): Promise<readonly AnyPacket[]> {
  const find = (subkeys: readonly Subkey[], one: Subkey): Subkey | undefined =>
    subkeys.find((subkey) => subkey.getFingerprint() === one.getFingerprint());
  const fresh = added.subkeys.filter((subkey) => find(key.subkeys, subkey) === undefined);
  const merged = await Promise.all([
    ...key.subkeys.map(async (subkey) => mergeSubkey(key, subkey, find(added.subkeys, subkey))),
    ...fresh.map(async (subkey) => newSubkey(key, subkey)),
  ]);
  return merged.flat();
}

async function mergeSubkey(
  key: Key,
  subkey: Subkey,
  other: Subkey | undefined,
): Promise<readonly AnyPacket[]> {
  const bind = subkey.keyPacket;
  const revocation = over(key, enums.signature.subkeyRevocation, { bind });
  const binding = over(key, enums.signature.subkeyBinding, { bind });
  return [
    bind,
    ...(await union(subkey.revocationSignatures, other?.revocationSignatures ?? [], revocation)),
    ...(await union(subkey.bindingSignatures, other?.bindingSignatures ?? [], binding)),
  ];
}

async function newSubkey(key: Key, subkey: Subkey): Promise<readonly AnyPacket[]> {
  const bind = subkey.keyPacket;
  const own = await union([], subkey.bindingSignatures, over(key, enums.signature.subkeyBinding, { bind }));
  const revocation = over(key, enums.signature.subkeyRevocation, { bind });
  const revoked = await union([], subkey.revocationSignatures, revocation);
  return own.length === 0 ? [] : [bind, ...revoked, ...own];
}
