/**
 * The public numbers inside a version 4 key packet (RFC 9580 §5.5.2.2, §5.5.5), as node:crypto takes
 * them and as our key packets need them.
 */
import { createPublicKey } from "node:crypto";
import { type Bytes, concatBytes, fromHex, type OpenpgpKeyAlgorithm, toHex, view } from "#base";
import { bigEndian } from "./packets.ts";

const BODY_START = 6;
/** id-X25519 in a SubjectPublicKeyInfo (RFC 8410 §4). */
const X25519_SPKI = fromHex("302a300506032b656e032100");
const CURVE_NAMES = { p256: "P-256", p384: "P-384", p521: "P-521" } as const;

export interface PublicMaterial {
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Bytes;
  /** ECDH: curve OID with its length octet, then the KDF parameters with theirs; else empty. */
  readonly kdf: Bytes;
}

/** Reads the body of a public key or subkey packet; null if it is not of this algorithm. */
export function publicMaterial(body: Bytes, algorithm: OpenpgpKeyAlgorithm): PublicMaterial | null {
  const fields = body.subarray(BODY_START);
  if (algorithm === "rsa") return rsaMaterial(fields);
  if (algorithm === "x25519") return { spki: x25519Spki(fields.subarray(0, 32)), kdf: new Uint8Array() };
  return ecdhMaterial(fields, algorithm);
}

function rsaMaterial(fields: Bytes): PublicMaterial | null {
  const modulus = readMpi(fields, 0);
  const exponent = modulus && readMpi(fields, modulus.end);
  if (!modulus || !exponent) return null;
  return {
    spki: jwkToSpki({ kty: "RSA", n: base64url(modulus.value), e: base64url(exponent.value) }),
    kdf: new Uint8Array(),
  };
}

function ecdhMaterial(fields: Bytes, algorithm: "cv25519" | "p256" | "p384" | "p521"): PublicMaterial | null {
  const oidEnd = 1 + (fields[0] ?? 0);
  const point = readMpi(fields, oidEnd);
  if (point === null) return null;
  const kdfEnd = point.end + 1 + (fields[point.end] ?? 0);
  const kdf = concatBytes(fields.subarray(0, oidEnd), fields.subarray(point.end, kdfEnd));
  // A Curve25519 point carries the prefix 0x40, a NIST point 0x04 (RFC 9580 §11.2).
  const coordinates = point.value.subarray(1);
  if (algorithm === "cv25519") return { spki: x25519Spki(coordinates), kdf };
  const half = coordinates.length / 2;
  const [x, y] = [base64url(coordinates.subarray(0, half)), base64url(coordinates.subarray(half))];
  return { spki: jwkToSpki({ kty: "EC", crv: CURVE_NAMES[algorithm], x, y }), kdf };
}

function x25519Spki(point: Bytes): Bytes {
  return concatBytes(X25519_SPKI, point);
}

function jwkToSpki(jwk: Record<string, string>): Bytes {
  return createPublicKey({ key: jwk, format: "jwk" }).export({ format: "der", type: "spki" });
}

function base64url(bytes: Bytes): string {
  return view(bytes).toString("base64url");
}

export interface Mpi {
  readonly value: Bytes;
  /** Offset behind it. */
  readonly end: number;
}

/** A multiprecision integer (RFC 9580 §3.2), or null if the source ends before it. */
export function readMpi(source: Bytes, offset: number): Mpi | null {
  const bits = bigEndian(source, offset, 2);
  if (bits === null) return null;
  const end = offset + 2 + Math.ceil(bits / 8);
  return end > source.length ? null : { value: source.subarray(offset + 2, end), end };
}

/** Octets as a multiprecision integer, leading zero octets dropped. */
export function writeMpi(octets: Bytes): Bytes {
  const first = octets.findIndex((octet) => octet !== 0);
  const value = first < 0 ? new Uint8Array() : octets.subarray(first);
  const bits = value.length === 0 ? 0 : value.length * 8 - (Math.clz32(value[0] ?? 0) - 24);
  return concatBytes(fromHex(bits.toString(16).padStart(4, "0")), value);
}

/** RSA private numbers d, p, q, u as stored in an unprotected secret key packet, as a JWK. */
export function rsaPrivateJwk(publicBody: Bytes, secretBody: Bytes): Record<string, string> | null {
  const n = readMpi(publicBody, BODY_START);
  const e = n && readMpi(publicBody, n.end);
  // Behind the public fields: the S2K usage octet, 0 for unprotected (RFC 9580 §5.5.3).
  const d = readMpi(secretBody, publicBody.length + 1);
  const p = d && readMpi(secretBody, d.end);
  const q = p && readMpi(secretBody, p.end);
  const u = q && readMpi(secretBody, q.end);
  if (!n || !e || !d || !p || !q || !u || secretBody[publicBody.length] !== 0) return null;
  // OpenPGP's u is p⁻¹ mod q, JWK's qi is q⁻¹ mod p: the primes change places.
  const [dp, dq] = [exponentModulo(d.value, q.value), exponentModulo(d.value, p.value)];
  const numbers = { n, e, d, p: q, q: p, qi: u };
  const jwk = Object.fromEntries(Object.entries(numbers).map(([name, mpi]) => [name, base64url(mpi.value)]));
  return { kty: "RSA", ...jwk, dp, dq };
}

function exponentModulo(d: Bytes, prime: Bytes): string {
  const value = BigInt(`0x${toHex(d)}`) % (BigInt(`0x${toHex(prime)}`) - 1n);
  const hex = value.toString(16);
  return base64url(fromHex(hex.length % 2 === 0 ? hex : `0${hex}`));
}
