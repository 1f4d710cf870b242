/**
 * Signature algorithms that take the message itself instead of a hash of it: EdDSA (RFC 8419), ML-DSA (RFC 9882) and
 * SLH-DSA (RFC 9814). digestAlgorithm then only serves for the messageDigest attribute.
 */
import { type Digest, DIGESTS } from "./digest.ts";
import { OID } from "../asn1/oids.ts";

export interface OneShot {
  /** Node's name of the key type; the algorithm's identifier is the key's as well. */
  readonly keyType: string;
  /** As people know it. */
  readonly text: string;
  /** The digest that a signature with this key is written with. */
  readonly digestId: string;
  /** Whether a messageDigest made with this hash is as strong as the key. */
  readonly takes: (digest: Digest) => boolean;
}

const only =
  (...ids: readonly string[]) =>
  (digest: Digest): boolean =>
    ids.some((id) => DIGESTS[id]?.name === digest.name);

/** Twice the security of the parameter set, in octets (RFC 9882 §3.3, RFC 9814 §4). */
const atLeast =
  (octets: number) =>
  (digest: Digest): boolean =>
    !digest.weak && digest.length >= octets;

function mlDsa(level: 44 | 65 | 87, octets: number): OneShot {
  const text = `ML-DSA-${level}`;
  return { keyType: `ml-dsa-${level}`, text, digestId: OID.sha512, takes: atLeast(octets) };
}

const NIST_SIGNATURES = "2.16.840.1.101.3.4.3";
/** In the order of their identifiers, the first being id-slh-dsa-sha2-128s (RFC 9814 §3). */
const SLH_DSA = ["sha2-128s", "sha2-128f", "sha2-192s", "sha2-192f", "sha2-256s", "sha2-256f"];
const SLH_DSA_SHAKE = SLH_DSA.map((name) => name.replace("sha2", "shake"));
const FIRST_SLH_DSA = 20;

function slhDsa(name: string): OneShot {
  const level = Number(name.slice(-4, -1));
  const text = `SLH-DSA-${name.slice(0, -1).toUpperCase()}${name.slice(-1)}`;
  return { keyType: `slh-dsa-${name}`, text, digestId: OID.sha512, takes: atLeast(level / 4) };
}

export const ONE_SHOT: Readonly<Record<string, OneShot>> = {
  [OID.ed25519]: { keyType: "ed25519", text: "Ed25519", digestId: OID.sha512, takes: only(OID.sha512) },
  [OID.ed448]: { keyType: "ed448", text: "Ed448", digestId: OID.shake256Len, takes: only(OID.shake256) },
  [OID.mlDsa44]: mlDsa(44, 32),
  [OID.mlDsa65]: mlDsa(65, 48),
  [OID.mlDsa87]: mlDsa(87, 64),
  ...Object.fromEntries(
    [...SLH_DSA, ...SLH_DSA_SHAKE].map((name, i) => [
      `${NIST_SIGNATURES}.${FIRST_SLH_DSA + i}`,
      slhDsa(name),
    ]),
  ),
};

/** Identifier and algorithm of a key that signs in one shot; null for RSA and EC. */
export function oneShotOf(
  keyType: string | undefined,
): { readonly id: string; readonly algorithm: OneShot } | null {
  const found = Object.entries(ONE_SHOT).find(([, { keyType: known }]) => known === keyType);
  return found ? { id: found[0], algorithm: found[1] } : null;
}
