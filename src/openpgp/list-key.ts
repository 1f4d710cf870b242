/** Keys of lists: made here, or brought in by the owner with a passphrase. */
import { generateKey, type PrivateKey } from "openpgp";
import {
  type Bytes,
  concatBytes,
  type EmailAddress,
  equalBytes,
  err,
  type Fingerprint,
  type ListSecret,
  ok,
  type Result,
  type WhyCode,
} from "#base";
import { ENCRYPTION_FLAGS, SIGN_FLAG } from "./component.ts";
import { LIBRARY_CONFIG } from "./library-config.ts";
import { parseKey } from "./parsed-key.ts";
import { isSecretKey, readKeys } from "./read-keys.ts";
import { keyFlags } from "./subpackets.ts";
import { namesAsIssuer, type TransferableKey } from "./transferable-key.ts";
import { type MaybeUnlocked, unlockPackets } from "./unlock-secrets.ts";
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
  const keys = await readKeys(file);
  if (!keys.ok) return keys;
  const [binaryKey, ...others] = keys.value.filter(isSecretKey);
  if (binaryKey === undefined) return err("secret-missing");
  const parsed = others.length > 0 ? err("malformed" as const) : parseKey(binaryKey);
  if (!parsed.ok) return parsed;
  const unlocked = await unlockPackets(binaryKey, passphrase);
  const outcomes = unlocked.map(({ outcome }) => outcome);
  if (!hasSecretPart(parsed.value, unlocked)) return err("secret-missing");
  if (outcomes.includes("locked")) return err(passphrase === null ? "needs-passphrase" : "wrong-passphrase");
  if (outcomes.includes("unsupported")) return err("unsupported");
  const secret = concatBytes(...unlocked.map(({ packet }) => packet));
  return ok({
    scheme: "openpgp",
    fingerprint: parsed.value.primary.key.fingerprint,
    secret,
    certificates: [],
  });
}

/**
 * A primary key kept off line (gnu-dummy) is fine as long as the file holds a secret part that signs and
 * one that decrypts.
 */
function hasSecretPart(
  { primary, users, subkeys }: TransferableKey,
  unlocked: readonly MaybeUnlocked[],
): boolean {
  const missing = new Set(
    unlocked.filter(({ outcome }) => outcome === "missing").map(({ packet }) => packet),
  );
  const ofPrimary = [...primary.signatures, ...users.flatMap(({ signatures }) => signatures)];
  const parts = [{ packet: primary.packet, signatures: ofPrimary }, ...subkeys];
  const present = parts.filter(
    ({ packet }) => ![...missing].some((octets) => equalBytes(octets, packet.raw)),
  );
  const flags = present
    .flatMap(({ signatures }) => signatures)
    .filter(({ signature }) => namesAsIssuer(signature, primary.key))
    .reduce((all, { signature }) => all | keyFlags(signature.hashed), 0);
  return (flags & ENCRYPTION_FLAGS) !== 0 && (flags & SIGN_FLAG) !== 0;
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
