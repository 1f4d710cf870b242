/**
 * Two copies of one key as one (S9). Nothing of the known copy goes; from the newer one comes only what
 * the key itself signed, so that nobody else can add to a member's key or make it useless.
 */
import { type Bytes, concatBytes, err, fromLatin1, ok, type Result, type WhyCode } from "#base";
import { parseKey } from "./parsed-key.ts";
import type { PublicKey } from "../algorithms/public-key.ts";
import { coveredKeys, coveredUser, isOwn, TYPES } from "./self-signature.ts";
import type { KeyPart, PlacedSignature, TransferableKey, UserPart } from "./transferable-key.ts";
import { publicPacket } from "../packets/write-packet.ts";

/** Certifications by others are left out of what is new: they prove nothing here and can be any number. */
export async function mergeKeys(known: Bytes, newer: Bytes): Promise<Result<Bytes, WhyCode>> {
  const [one, other] = [parseKey(known), parseKey(newer)];
  if (!one.ok) return one;
  if (!other.ok) return other;
  const [key, added] = [one.value, other.value];
  const { key: primary } = key.primary;
  if (primary.fingerprint !== added.primary.key.fingerprint) return err("unknown-key");
  return ok(
    concatBytes(
      publicPacket(key.primary),
      ...union(key.primary.signatures, added.primary.signatures, overPrimary(primary)),
      ...mergeUsers(key, added),
      ...mergeSubkeys(key, added),
    ),
  );
}

/** What a new signature has to be made over, by the key itself, and of which types. */
interface Over {
  readonly signer: PublicKey;
  readonly types: ReadonlySet<number>;
  readonly covered: readonly Bytes[];
}

function overPrimary(primary: PublicKey): Over {
  const types = new Set([...TYPES.keyRevocation, ...TYPES.directKey]);
  return { signer: primary, types, covered: coveredKeys(primary) };
}

function overUser(primary: PublicKey, user: UserPart): Over {
  const types = new Set([...TYPES.certificationRevocation, ...TYPES.certification]);
  return { signer: primary, types, covered: coveredUser(primary, user.packet) };
}

function overSubkey(primary: PublicKey, subkey: KeyPart): Over {
  const types = new Set([...TYPES.subkeyRevocation, ...TYPES.subkeyBinding]);
  return { signer: primary, types, covered: coveredKeys(primary, subkey.key) };
}

/** All the known signatures, and those of the others that are new and really the key's own. */
function union(
  known: readonly PlacedSignature[],
  others: readonly PlacedSignature[],
  over: Over,
): readonly Bytes[] {
  const merged = known.map(({ packet }) => packet.raw);
  const seen = new Set(known.map(signedPart));
  for (const one of others) {
    const octets = signedPart(one);
    if (seen.has(octets) || !isOwn(one.signature, over)) continue;
    seen.add(octets);
    merged.push(one.packet.raw);
  }
  return merged;
}

/** Without the unhashed area, which anybody can change: copies that differ only there are one signature. */
function signedPart({ signature: { hashedOctets, salt, values } }: PlacedSignature): string {
  return fromLatin1(concatBytes(hashedOctets, salt, ...values));
}

function mergeUsers(key: TransferableKey, added: TransferableKey): readonly Bytes[] {
  const { key: primary } = key.primary;
  const certified = byUserId(added.users);
  const known = byUserId(key.users);
  const kept = key.users.flatMap((user) => {
    const other = user.text === null ? undefined : certified.get(contents(user));
    return [user.packet.raw, ...union(user.signatures, other?.signatures ?? [], overUser(primary, user))];
  });
  const fresh = [...certified].filter(([userId]) => !known.has(userId)).map(([, user]) => user);
  return [...kept, ...fresh.flatMap((user) => newPart(user, overUser(primary, user)))];
}

function contents(user: UserPart): string {
  return fromLatin1(user.packet.body());
}

/** The first of each user id; user attributes (RFC 9580 §5.12) are left out. */
function byUserId(users: readonly UserPart[]): ReadonlyMap<string, UserPart> {
  const found = new Map<string, UserPart>();
  for (const user of users) {
    if (user.text !== null && !found.has(contents(user))) found.set(contents(user), user);
  }
  return found;
}

/** A user id or subkey that the key did not sign itself is nobody's; its revocation may come before the rest. */
function newPart(part: UserPart | KeyPart, over: Over): readonly Bytes[] {
  const own = part.signatures.filter(({ signature }) => isOwn(signature, over));
  if (own.length === 0) return [];
  return ["key" in part ? publicPacket(part) : part.packet.raw, ...union([], own, over)];
}

function mergeSubkeys(key: TransferableKey, added: TransferableKey): readonly Bytes[] {
  const { key: primary } = key.primary;
  const find = (subkeys: readonly KeyPart[], one: KeyPart): KeyPart | undefined =>
    subkeys.find((subkey) => subkey.key.fingerprint === one.key.fingerprint);
  const kept = key.subkeys.flatMap((subkey) => {
    const signatures = find(added.subkeys, subkey)?.signatures ?? [];
    return [publicPacket(subkey), ...union(subkey.signatures, signatures, overSubkey(primary, subkey))];
  });
  const fresh = added.subkeys.filter((subkey) => find(key.subkeys, subkey) === undefined);
  return [...kept, ...fresh.flatMap((subkey) => newPart(subkey, overSubkey(primary, subkey)))];
}
