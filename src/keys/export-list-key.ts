/** What leaves the server of a list's key: the public half for anybody, the private one under a passphrase. */
import { createHash } from "node:crypto";
import type { Bytes, EmailAddress, ListSecret, Random, Scheme } from "#base";
import { openpgp, smime } from "./crypto-rooms.ts";

/** Armoured key, or the certificate as PEM (RFC 7468 §5), then those of the authorities above it. */
export async function publicKeyText(
  scheme: Scheme,
  publicKey: Bytes,
  authorities: readonly Bytes[] = [],
): Promise<string> {
  if (scheme === "openpgp") return (await openpgp()).armourKey(publicKey);
  const { armourCertificate } = await smime();
  return [publicKey, ...authorities].map(armourCertificate).join("");
}

/**
 * SHA-256 of the authority that vouches for this list alone, as programs show it before they trust it; null: the
 * chain, own certificate first, has none.
 */
export async function listAuthorityFingerprint(
  chain: readonly Bytes[],
  address: EmailAddress,
): Promise<string | null> {
  const authority = (await smime()).listAuthorityOf(chain, address);
  return authority && createHash("sha256").update(authority).digest("hex").toUpperCase();
}

/** Armoured and locked, or as PEM: an encrypted PKCS#8 key (RFC 7468 §11) with its certificates. */
export async function lockedSecretText(secret: ListSecret, passphrase: string): Promise<string> {
  return secret.scheme === "openpgp"
    ? (await openpgp()).lockSecret(secret, passphrase)
    : (await smime()).exportSecret(secret, passphrase);
}

/** PKCS#12 (RFC 7292): an S/MIME key with its certificates as mail programs import it. */
export async function lockedSecretFile(
  secret: ListSecret,
  passphrase: string,
  random: Random,
): Promise<Bytes> {
  return (await smime()).exportPkcs12(secret, passphrase, random);
}
