/**
 * The algorithm policy of this room as one table: what is accepted in signatures and keys, and the
 * reason for each refusal ("Which rule wins" of the security rules; RFC 9580 §9).
 */
import { enums } from "openpgp";
import type { OpenpgpKeyAlgorithm, WhyCode } from "#base";
import type { PublicKey } from "./algorithms/public-key.ts";

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

/** Cipher numbers that may be read (RFC 9580 §9.3); only AES is written. */
export const READABLE_CIPHERS: ReadonlyMap<number, { readonly name: CipherName; readonly keyBytes: number }> =
  new Map([
    [enums.symmetric.tripledes, { name: "tripledes", keyBytes: 24 }],
    [enums.symmetric.cast5, { name: "cast5", keyBytes: 16 }],
    [enums.symmetric.blowfish, { name: "blowfish", keyBytes: 16 }],
    [enums.symmetric.aes128, { name: "aes128", keyBytes: 16 }],
    [enums.symmetric.aes192, { name: "aes192", keyBytes: 24 }],
    [enums.symmetric.aes256, { name: "aes256", keyBytes: 32 }],
    [enums.symmetric.twofish, { name: "twofish", keyBytes: 32 }],
    [11, { name: "camellia128", keyBytes: 16 }],
    [12, { name: "camellia192", keyBytes: 24 }],
    [13, { name: "camellia256", keyBytes: 32 }],
  ]);

export type CipherName =
  | "tripledes"
  | "cast5"
  | "blowfish"
  | "aes128"
  | "aes192"
  | "aes256"
  | "twofish"
  | "camellia128"
  | "camellia192"
  | "camellia256";

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

/** MD5 and RIPEMD-160, which not even a pinned key may use for itself. */
export function isBrokenHash(hash: number): boolean {
  return hash === enums.hash.md5 || hash === enums.hash.ripemd;
}

/** Why a public key is refused, or null. */
export function keyProblem(key: PublicKey): WhyCode | null {
  switch (key.algorithm?.kind) {
    case undefined:
      return "unsupported";
    case "rsa":
      return rsaBits(key) < MIN_RSA_BITS ? "weak-key" : null;
    case "dsa":
    case "elgamal":
      return "weak-algorithm";
    case "ecdsa":
    case "ecdh":
    case "eddsa-legacy":
      return curveProblem(key);
    default:
      return null;
  }
}

function curveProblem({ curve }: PublicKey): WhyCode | null {
  if (curve === null) return "unsupported";
  return curve.name === "secp256k1" ? "weak-algorithm" : null;
}

function rsaBits({ values }: PublicKey): number {
  const [modulus] = values;
  return modulus === undefined ? 0 : modulus.length * 8 - Math.clz32(modulus[0] ?? 0) + 24;
}

/** Whether keys of this algorithm sign at all. */
export function canSign(key: PublicKey): boolean {
  return key.algorithm?.signature !== undefined;
}

/** The recipients' algorithms that we write key packets for. */
export function recipientAlgorithm({ algorithm, algorithmId, curve }: PublicKey): OpenpgpKeyAlgorithm | null {
  if (algorithm?.kind === "rsa") return algorithmId === enums.publicKey.rsaSign ? null : "rsa";
  if (algorithm?.kind === "ecdh") return ECDH_CURVES.get(curve?.name ?? "") ?? null;
  return RECIPIENTS.get(algorithmId) ?? null;
}

const RECIPIENTS: ReadonlyMap<number, OpenpgpKeyAlgorithm> = new Map<number, OpenpgpKeyAlgorithm>([
  [enums.publicKey.x25519, "x25519"],
  [enums.publicKey.x448, "x448"],
  [35, "mlkem768-x25519"],
  [36, "mlkem1024-x448"],
]);

const ECDH_CURVES: ReadonlyMap<string, OpenpgpKeyAlgorithm> = new Map<string, OpenpgpKeyAlgorithm>([
  ["cv25519", "cv25519"],
  ["nistp256", "p256"],
  ["nistp384", "p384"],
  ["nistp521", "p521"],
  ["brainpoolP256r1", "brainpool256"],
  ["brainpoolP384r1", "brainpool384"],
  ["brainpoolP512r1", "brainpool512"],
]);

/** Algorithm and strength in the words that gpg and people use: "rsa4096", "ed25519", "nistp256". */
export function algorithmName(key: PublicKey): string {
  const { algorithm, algorithmId, curve, values } = key;
  if (algorithm === null) return `algorithm ${algorithmId}`;
  switch (algorithm.kind) {
    case "rsa":
      return `rsa${rsaBits(key)}`;
    case "dsa":
    case "elgamal":
      return `${algorithm.kind}${(values[0]?.length ?? 0) * 8}`;
    case "ecdsa":
    case "ecdh":
    case "eddsa-legacy":
      return curve?.name ?? "ec";
    default:
      return (algorithm.names ?? []).toReversed().join("+");
  }
}
