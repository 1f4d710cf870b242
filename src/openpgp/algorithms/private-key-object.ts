/** Secret numbers as node:crypto takes them. */
import { createPrivateKey, type KeyObject } from "node:crypto";
import { type Bytes, fromHex, oncePer, toHex, view } from "#base";
import { curvePrivateObject, rawPrivateObject } from "./key-object.ts";
import { leftPadded } from "../packets/packet-fields.ts";
import type { SecretPart } from "./secret-key.ts";

/** One object for each part of a composite; none for numbers that are no key. */
export const privateObjects: (part: SecretPart) => readonly KeyObject[] = oncePer((part) => {
  try {
    return makeObjects(part);
  } catch {
    return [];
  }
});

function makeObjects({ key, secret }: SecretPart): readonly KeyObject[] {
  const { algorithm, curve } = key;
  const [first = new Uint8Array()] = secret;
  switch (algorithm?.kind) {
    case "rsa":
      return [createPrivateKey({ key: rsaJwk(key.values, secret), format: "jwk" })];
    case "eddsa-legacy":
      return curve?.isEdwards === true ? [rawPrivateObject("ed25519", leftPadded(first, 32))] : [];
    case "ecdh":
      // RFC 9580 §5.5.5.6: the secret of Curve25519 is a number, so its octets stand the other way round.
      if (curve?.isEdwards === true) return [rawPrivateObject("x25519", leftPadded(first, 32).toReversed())];
      return curve === null ? [] : [curvePrivateObject(key, first)];
    case "ecdsa":
      return curve === null ? [] : [curvePrivateObject(key, first)];
    case "dsa":
    case "elgamal":
      return [];
    default:
      return (algorithm?.names ?? []).map((name, index) => rawPrivateObject(name, secret[index] ?? first));
  }
}

/** RFC 9580 §5.5.5.1: d, p, q, u. OpenPGP's u is p⁻¹ mod q, JWK's qi is q⁻¹ mod p: the primes change places. */
function rsaJwk(publicValues: readonly Bytes[], secret: readonly Bytes[]): Record<string, string> {
  const [n, e, d, q, p, qi] = [...publicValues, ...secret].map(base64url);
  const [dp, dq] = [secret[2], secret[1]].map((prime) => exponentModulo(secret[0], prime));
  return {
    kty: "RSA",
    n: n ?? "",
    e: e ?? "",
    d: d ?? "",
    p: p ?? "",
    q: q ?? "",
    qi: qi ?? "",
    dp: dp ?? "",
    dq: dq ?? "",
  };
}

function base64url(octets: Bytes): string {
  return view(octets).toString("base64url");
}

function exponentModulo(d: Bytes | undefined, prime: Bytes | undefined): string {
  const value = toNumber(d) % (toNumber(prime) - 1n);
  const hex = value.toString(16);
  return base64url(fromHex(hex.length % 2 === 0 ? hex : `0${hex}`));
}

/** Octets as an unsigned number. */
export function toNumber(octets: Bytes = new Uint8Array()): bigint {
  return octets.length === 0 ? 0n : BigInt(`0x${toHex(octets)}`);
}
