/**
 * Keys as the library sees them. Parsing costs more than most of what is done with a key, so the last
 * few hundred are kept by the digest of their octets; secret keys only as long as their ListSecret lives.
 */
import { createHash } from "node:crypto";
import { type Key, type PrivateKey, readKey, readPrivateKey } from "openpgp";
import {
  type Bytes,
  err,
  type Fingerprint,
  LIMITS,
  type ListSecret,
  ok,
  type Result,
  type WhyCode,
} from "#base";
import { KEY_FILE_CONFIG } from "./library-config.ts";
import { readPackets, TAG } from "./packets.ts";
import { directSignatures } from "./self-signature.ts";

const KEPT = 256;
const publicKeys = new Map<string, Key>();
const secretKeys = new WeakMap<ListSecret, PrivateKey>();

/** The public part of one binary transferable key. Version 4 only (RFC 9580 §5.5.2.2). */
export async function parseKey(bytes: Bytes): Promise<Result<Key, WhyCode>> {
  if (bytes.length > LIMITS.keyFileBytes) return err("too-large");
  const digest = createHash("sha256").update(bytes).digest("base64");
  const kept = publicKeys.get(digest);
  if (kept !== undefined) return ok(remember(digest, kept));
  const problem = frameProblem(bytes);
  if (problem !== null) return err(problem);
  const parsed = await readKey({ binaryKey: bytes, config: KEY_FILE_CONFIG }).catch(() => null);
  if (parsed === null) return err("malformed");
  if (selfSignatures(parsed) > LIMITS.selfSignaturesPerKey) return err("too-large");
  return ok(remember(digest, parsed.isPrivate() ? parsed.toPublic() : parsed));
}

const JUDGED: ReadonlySet<number> = new Set([
  TAG.userId,
  TAG.userAttribute,
  TAG.publicSubkey,
  TAG.secretSubkey,
]);

/** Why octets are no key of the one version that is read, before anything is parsed. */
function frameProblem(bytes: Bytes): WhyCode | null {
  const packets = readPackets(bytes, LIMITS.keyFileBytes);
  const [first] = packets.ok ? packets.value : [];
  if (first === undefined || (first.tag !== TAG.publicKey && first.tag !== TAG.secretKey)) return "malformed";
  if (packets.ok && packets.value.filter(({ tag }) => JUDGED.has(tag)).length > LIMITS.partsPerKey)
    return "too-large";
  return first.body()[0] === 4 ? null : "unsupported";
}

/** Signatures that would have to be verified to judge the key; those by others are never looked at. */
function selfSignatures(key: Key): number {
  const ofUsers = key.users.map((user) => user.selfCertifications.length + user.revocationSignatures.length);
  const ofSubkeys = key.subkeys.map(
    (subkey) => subkey.bindingSignatures.length + subkey.revocationSignatures.length,
  );
  const ofPrimary = key.revocationSignatures.length + directSignatures(key).length;
  return [...ofUsers, ...ofSubkeys].reduce((sum, count) => sum + count, ofPrimary);
}

/** Puts a key at the young end and lets the oldest go. */
function remember(digest: string, key: Key): Key {
  publicKeys.delete(digest);
  publicKeys.set(digest, key);
  const oldest = publicKeys.size > KEPT ? publicKeys.keys().next().value : undefined;
  if (oldest !== undefined) publicKeys.delete(oldest);
  return key;
}

/** The unlocked key of a list. Throws if the octets are not a secret key: that is a bug of the caller. */
export async function parseSecret(secret: ListSecret): Promise<PrivateKey> {
  const kept = secretKeys.get(secret);
  if (kept !== undefined) return kept;
  const key = await readPrivateKey({ binaryKey: secret.secret, config: KEY_FILE_CONFIG });
  secretKeys.set(secret, key);
  return key;
}

/** The fingerprint in the form that the rooms compare. */
export function fingerprintOf(key: { getFingerprint(): string }): Fingerprint {
  return key.getFingerprint().toUpperCase() as Fingerprint;
}
