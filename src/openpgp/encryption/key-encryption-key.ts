/** The key that wraps a session key, agreed with one recipient: the same for writing and for reading. */
import { createCipheriv, createDecipheriv, createHash, createSecretKey, hkdfSync } from "node:crypto";
import { type Bytes, concatBytes, utf8 } from "#base";

const KDF_HASHES: ReadonlyMap<number, string> = new Map([
  [8, "sha256"],
  [9, "sha384"],
  [10, "sha512"],
]);
const KEK_OCTETS: ReadonlyMap<number, 16 | 24 | 32> = new Map([
  [7, 16],
  [8, 24],
  [9, 32],
]);
const ECDH = 18;

/**
 * RFC 9580 §11.5.
 *
 * @param kdf curve OID and KDF parameters (length, 1, hash, cipher), each with its length octet, then the fingerprint
 */
export function ecdhKek(kdf: Bytes, secret: Bytes): Bytes {
  const oidEnd = 1 + (kdf[0] ?? 0);
  const parametersEnd = oidEnd + 1 + (kdf[oidEnd] ?? 0);
  const parameters = kdf.subarray(oidEnd, parametersEnd);
  const hash = KDF_HASHES.get(parameters[2] ?? 0) ?? "sha256";
  const length = KEK_OCTETS.get(parameters[3] ?? 0) ?? 16;
  const digest = createHash(hash)
    .update(new Uint8Array([0, 0, 0, 1]))
    .update(secret)
    .update(kdf.subarray(0, oidEnd))
    .update(new Uint8Array([ECDH]))
    .update(parameters)
    .update("Anonymous Sender    ")
    .update(kdf.subarray(parametersEnd))
    .digest();
  return digest.subarray(0, length);
}

export type Montgomery = "x25519" | "x448";

/** Octets of a point and of a secret. */
export const POINT_OCTETS: Record<Montgomery, number> = { x25519: 32, x448: 56 };

const MONTGOMERY_KDF = {
  x25519: { hash: "sha256", info: utf8("OpenPGP X25519"), octets: 16 },
  x448: { hash: "sha512", info: utf8("OpenPGP X448"), octets: 32 },
} as const;

export interface Agreement {
  readonly ephemeral: Bytes;
  readonly publicKey: Bytes;
  readonly secret: Bytes;
}

/** RFC 9580 §5.1.6, §5.1.7. */
export function montgomeryKek(curve: Montgomery, { ephemeral, publicKey, secret }: Agreement): Bytes {
  const { hash, info, octets } = MONTGOMERY_KDF[curve];
  const material = concatBytes(ephemeral, publicKey, secret);
  return new Uint8Array(hkdfSync(hash, material, new Uint8Array(), info, octets));
}

const COMPOSITE = utf8("OpenPGPCompositeKDFv1");

/** The key combiner of RFC 9980 §4.2.1. */
export function compositeKek(algorithmId: number, mlkemShare: Bytes, agreement: Agreement): Bytes {
  return createHash("sha3-256")
    .update(mlkemShare)
    .update(agreement.secret)
    .update(agreement.ephemeral)
    .update(agreement.publicKey)
    .update(new Uint8Array([algorithmId]))
    .update(COMPOSITE)
    .update(new Uint8Array([COMPOSITE.length]))
    .digest();
}

const INITIAL_VALUE = Buffer.alloc(8, 0xa6);

/** RFC 3394 §2.2.1. */
export function wrapKey(kek: Bytes, octets: Bytes): Bytes {
  // As a key object: raw octets cost ten microseconds more, for each member.
  const cipher = createCipheriv(`id-aes${kek.length * 8}-wrap`, createSecretKey(kek), INITIAL_VALUE);
  return concatBytes(cipher.update(octets), cipher.final());
}

/** RFC 3394 §2.2.2; null for the wrong key. */
export function unwrapKey(kek: Bytes, wrapped: Bytes): Bytes | null {
  try {
    const decipher = createDecipheriv(`id-aes${kek.length * 8}-wrap`, kek, INITIAL_VALUE);
    return concatBytes(decipher.update(wrapped), decipher.final());
  } catch {
    return null;
  }
}
