/** Keys of lists: made here, or brought in by the owner with a passphrase. */
import {
  type AnyKeyPacket,
  decryptKey,
  enums,
  generateKey,
  type PrivateKey,
  readPrivateKey,
  SecretKeyPacket,
} from "openpgp";
import {
  type Bytes,
  concatBytes,
  type EmailAddress,
  err,
  type Fingerprint,
  type ListSecret,
  ok,
  type Result,
  type WhyCode,
} from "#base";
import { KEY_FILE_CONFIG, LIBRARY_CONFIG } from "./library-config.ts";
import { parseKey } from "./parsed-key.ts";
import { isSecretKey, readKeys } from "./read-keys.ts";
import { publicPacket } from "./write-packet.ts";

export interface NewListKey {
  readonly address: EmailAddress;
  readonly at: Date;
  readonly expiresAt: Date | null;
}

/**
 * A version 4 key in the old form of Ed25519 and Curve25519 that gpg 2.2 reads. Its only
 * user id is the list's bare address.
 */
export async function generateListKey(
  input: NewListKey,
): Promise<{ readonly secret: ListSecret; readonly publicKey: Bytes }> {
  const lifetime = input.expiresAt === null ? 0 : secondsBetween(input.at, input.expiresAt);
  const { privateKey, publicKey } = await generateKey({
    type: "ecc",
    curve: "ed25519Legacy",
    // OpenPGP.js writes a name alone as it is; given as an email it would stand in angle brackets.
    userIDs: [{ name: input.address }],
    date: input.at,
    keyExpirationTime: lifetime,
    format: "object",
    config: LIBRARY_CONFIG,
  });
  return { secret: listSecret(privateKey), publicKey: publicKey.write() };
}

function secondsBetween(from: Date, until: Date): number {
  return Math.max(1, Math.floor((until.getTime() - from.getTime()) / 1000));
}

function listSecret(key: PrivateKey): ListSecret {
  return {
    scheme: "openpgp",
    fingerprint: key.getFingerprint().toUpperCase() as Fingerprint,
    secret: key.write(),
    certificates: [],
  };
}

/** Takes the passphrase off a secret key (armoured or binary) and checks that a list can work with it. */
export async function unlockSecret(
  file: Bytes,
  passphrase: string | null,
): Promise<Result<ListSecret, "wrong-passphrase" | "needs-passphrase" | WhyCode>> {
  const read = await readSecretKey(file);
  if (!read.ok) return read;
  const key = read.value;
  if (!hasSecretPart(key)) return err("secret-missing");
  if (isUnlocked(key)) return ok(listSecret(key));
  if (passphrase === null) return err("needs-passphrase");
  const unlocked = await decryptKey({ privateKey: key, passphrase, config: KEY_FILE_CONFIG }).catch(
    () => null,
  );
  return unlocked === null ? err("wrong-passphrase") : ok(listSecret(unlocked));
}

/** The one secret key in a file; public keys beside it are passed over. */
async function readSecretKey(file: Bytes): Promise<Result<PrivateKey, WhyCode>> {
  const keys = await readKeys(file);
  if (!keys.ok) return keys;
  const [binaryKey, ...others] = keys.value.filter(isSecretKey);
  if (binaryKey === undefined) return err("secret-missing");
  const key = await readPrivateKey({ binaryKey, config: KEY_FILE_CONFIG }).catch(() => null);
  if (key === null || others.length > 0) return err("malformed");
  return key.keyPacket.version === 4 ? ok(key) : err("unsupported");
}

/**
 * A primary key kept off line (gnu-dummy) is fine as long as the file holds a secret part that signs and
 * one that decrypts.
 */
function hasSecretPart(key: PrivateKey): boolean {
  const present = [
    ...key.users.flatMap((user) => (hasMaterial(key.keyPacket) ? user.selfCertifications : [])),
    ...key.subkeys.flatMap((subkey) => (hasMaterial(subkey.keyPacket) ? subkey.bindingSignatures : [])),
  ];
  const flags = present.reduce((all, signature) => all | (signature.keyFlags?.[0] ?? 0), 0);
  const canDecrypt = (flags & (enums.keyFlags.encryptCommunication | enums.keyFlags.encryptStorage)) !== 0;
  return canDecrypt && (flags & enums.keyFlags.signData) !== 0;
}

function hasMaterial(packet: AnyKeyPacket): boolean {
  return packet instanceof SecretKeyPacket && !packet.isMissingSecretKeyMaterial();
}

function isUnlocked(key: PrivateKey): boolean {
  return key.getKeys().every(({ keyPacket }) => !hasMaterial(keyPacket) || keyPacket.isDecrypted());
}

/** The binary public key that belongs to a list's secret. */
export async function publicPart(secret: ListSecret): Promise<Bytes> {
  const key = parseKey(secret.secret);
  if (!key.ok) throw new RangeError("a list's secret that is no key");
  const parts = [key.value.primary, ...key.value.users, ...key.value.subkeys];
  const packets = parts.flatMap((part) => [
    "key" in part ? publicPacket(part) : part.packet.raw,
    ...part.signatures.map(({ packet }) => packet.raw),
  ]);
  return concatBytes(...packets);
}
