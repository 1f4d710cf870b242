/** Keys of lists: made here, or brought in by the owner with a passphrase. */
import { generateKey, type PrivateKey } from "openpgp";
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
import { LIBRARY_CONFIG } from "../library-config.ts";
import { parseKey } from "./parsed-key.ts";
import { isSecretKey, readKeys } from "./read-keys.ts";
import { signsAndDecrypts } from "./signs-and-decrypts.ts";
import { unlockPackets } from "../secrets/unlock-secrets.ts";
import { publicPacket } from "../packets/write-packet.ts";

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
  const missing = unlocked.filter(({ outcome }) => outcome === "missing").map(({ packet }) => packet);
  if (!signsAndDecrypts(parsed.value, missing)) return err("secret-missing");
  if (outcomes.includes("locked")) return err(passphrase === null ? "needs-passphrase" : "wrong-passphrase");
  if (outcomes.includes("too-large")) return err("too-large");
  if (outcomes.includes("unsupported")) return err("unsupported");
  const secret = concatBytes(...unlocked.map(({ packet }) => packet));
  return ok({
    scheme: "openpgp",
    fingerprint: parsed.value.primary.key.fingerprint,
    secret,
    certificates: [],
  });
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
