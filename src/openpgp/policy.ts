/**
 * The algorithm policy of this room as one table: what is accepted in signatures and keys, and the
 * reason for each refusal ("Which rule wins" of the security rules; RFC 9580 §9).
 */
import { enums } from "openpgp";
import type { OpenpgpKeyAlgorithm, WhyCode } from "#base";

const MIN_RSA_BITS = 2048;

/** MD5, SHA-1 and RIPEMD-160 prove nothing any more (RFC 9580 §9.5). */
const WEAK_HASHES: ReadonlySet<number> = new Set([enums.hash.md5, enums.hash.sha1, enums.hash.ripemd]);
const GOOD_HASHES: ReadonlySet<number> = new Set([
  enums.hash.sha224,
  enums.hash.sha256,
  enums.hash.sha384,
  enums.hash.sha512,
  enums.hash.sha3_256,
  enums.hash.sha3_512,
]);

/** Cipher numbers that may be read (RFC 9580 §9.3); CAST5, 3DES, Blowfish and Twofish are never written. */
export const READABLE_CIPHERS: ReadonlyMap<number, { readonly name: CipherName; readonly keyBytes: number }> =
  new Map([
    [enums.symmetric.tripledes, { name: "tripledes", keyBytes: 24 }],
    [enums.symmetric.cast5, { name: "cast5", keyBytes: 16 }],
    [enums.symmetric.blowfish, { name: "blowfish", keyBytes: 16 }],
    [enums.symmetric.aes128, { name: "aes128", keyBytes: 16 }],
    [enums.symmetric.aes192, { name: "aes192", keyBytes: 24 }],
    [enums.symmetric.aes256, { name: "aes256", keyBytes: 32 }],
    [enums.symmetric.twofish, { name: "twofish", keyBytes: 32 }],
  ]);

export type CipherName = "tripledes" | "cast5" | "blowfish" | "aes128" | "aes192" | "aes256" | "twofish";

/** Why a hash algorithm does not count in a data signature, or null. */
export function hashProblem(hash: number | null): WhyCode | null {
  if (hash !== null && WEAK_HASHES.has(hash)) return "weak-hash";
  return hash !== null && GOOD_HASHES.has(hash) ? null : "unsupported";
}

/** The name as RFC 3156 §5 writes it behind "pgp-". */
export function hashName(hash: number): string {
  const name = Object.entries(enums.hash).find(([, value]) => value === hash)?.[0] ?? "unknown";
  return name.replace("_", "-");
}

export interface KeyShape {
  readonly algorithm: number;
  readonly bits?: number | undefined;
  readonly curve?: string | undefined;
}

/** Why a public key of this shape is refused, or null. */
export function keyShapeProblem(shape: KeyShape): WhyCode | null {
  switch (shape.algorithm) {
    case enums.publicKey.rsaEncryptSign:
    case enums.publicKey.rsaEncrypt:
    case enums.publicKey.rsaSign:
      return (shape.bits ?? 0) < MIN_RSA_BITS ? "weak-key" : null;
    case enums.publicKey.dsa:
    case enums.publicKey.elgamal:
      return "weak-algorithm";
    case enums.publicKey.ecdsa:
    case enums.publicKey.ecdh:
      return shape.curve === enums.curve.secp256k1 ? "weak-algorithm" : null;
    default:
      return null;
  }
}

/** Whether keys of this algorithm sign at all (RFC 9580 §9.1). */
export function canSign(shape: KeyShape): boolean {
  return SIGNING.has(shape.algorithm);
}

const SIGNING: ReadonlySet<number> = new Set([
  enums.publicKey.rsaEncryptSign,
  enums.publicKey.rsaSign,
  enums.publicKey.dsa,
  enums.publicKey.ecdsa,
  enums.publicKey.eddsaLegacy,
  enums.publicKey.ed25519,
  enums.publicKey.ed448,
]);

/** The recipients' algorithms that we write key packets for, by public key algorithm and curve. */
export function recipientAlgorithm(shape: KeyShape): OpenpgpKeyAlgorithm | null {
  switch (shape.algorithm) {
    case enums.publicKey.rsaEncryptSign:
    case enums.publicKey.rsaEncrypt:
      return "rsa";
    case enums.publicKey.x25519:
      return "x25519";
    case enums.publicKey.ecdh:
      return ECDH_CURVES.get(shape.curve ?? "") ?? null;
    default:
      return null;
  }
}

const ECDH_CURVES: ReadonlyMap<string, OpenpgpKeyAlgorithm> = new Map([
  [enums.curve.curve25519Legacy, "cv25519"],
  [enums.curve.nistP256, "p256"],
  [enums.curve.nistP384, "p384"],
  [enums.curve.nistP521, "p521"],
]);

/** Algorithm and strength in the words that gpg and people use: "rsa4096", "ed25519", "nistp256". */
export function algorithmName(shape: KeyShape): string {
  const curve = CURVE_NAMES.get(shape.curve ?? "") ?? shape.curve;
  switch (shape.algorithm) {
    case enums.publicKey.rsaEncryptSign:
    case enums.publicKey.rsaEncrypt:
    case enums.publicKey.rsaSign:
      return `rsa${shape.bits ?? ""}`;
    case enums.publicKey.dsa:
      return `dsa${shape.bits ?? ""}`;
    case enums.publicKey.elgamal:
      return `elgamal${shape.bits ?? ""}`;
    case enums.publicKey.eddsaLegacy:
    case enums.publicKey.ed25519:
      return "ed25519";
    case enums.publicKey.x25519:
      return "x25519";
    case enums.publicKey.ed448:
      return "ed448";
    case enums.publicKey.x448:
      return "x448";
    case enums.publicKey.ecdsa:
    case enums.publicKey.ecdh:
      return curve ?? "ec";
    default:
      return `algorithm ${shape.algorithm}`;
  }
}

const CURVE_NAMES: ReadonlyMap<string, string> = new Map([
  [enums.curve.curve25519Legacy, "cv25519"],
  [enums.curve.nistP256, "nistp256"],
  [enums.curve.nistP384, "nistp384"],
  [enums.curve.nistP521, "nistp521"],
]);
