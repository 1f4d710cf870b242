/**
 * Whether a signature fits a key and some octets, over node:crypto, and nothing else: no dates, no policy on hashes
 * or sizes. Whatever cannot be counted does not fit.
 */
import {
  constants,
  createHash,
  createVerify,
  type Hash as Hashing,
  type KeyObject,
  publicDecrypt,
  verify,
} from "node:crypto";
import { type Bytes, concatBytes, equalBytes, fromHex, view } from "#base";
import { keyObjects } from "../algorithms/key-object.ts";
import { leftPadded } from "../packets/packet-fields.ts";
import type { PublicKey } from "../algorithms/public-key.ts";
import { type SignaturePacket, signatureTrailer } from "./signature-packet.ts";

interface Hash {
  /** As node:crypto names it. */
  readonly name: string;
  /** DER of the DigestInfo in front of the digest (RFC 9580 §5.2.3.1). */
  readonly prefix: Bytes;
}

function hash(name: string, prefix: string): Hash {
  return { name, prefix: fromHex(prefix) };
}

/** RFC 9580 §9.5. */
const HASHES: ReadonlyMap<number, Hash> = new Map([
  [1, hash("md5", "3020300c06082a864886f70d020505000410")],
  [2, hash("sha1", "3021300906052b0e03021a05000414")],
  [3, hash("ripemd160", "3021300906052b2403020105000414")],
  [8, hash("sha256", "3031300d060960864801650304020105000420")],
  [9, hash("sha384", "3041300d060960864801650304020205000430")],
  [10, hash("sha512", "3051300d060960864801650304020305000440")],
  [11, hash("sha224", "302d300d06096086480165030402040500041c")],
  [12, hash("sha3-256", "3031300d060960864801650304020805000420")],
  [14, hash("sha3-512", "3051300d060960864801650304020a05000440")],
]);

/** By the name of an algorithm: a digest of its own that has taken in what is covered. */
export type Begun = (name: string) => Hashing;

/**
 * @param covered what was signed, without the signature's own salt and trailer
 * @param begun spares hashing the same again for each signature over it
 */
export function fits(
  signature: SignaturePacket,
  key: PublicKey,
  covered: readonly Bytes[],
  begun?: Begun,
): boolean {
  const isOfKey =
    signature.algorithmId === key.algorithmId && (signature.version === 6) === (key.version === 6);
  const algorithm = HASHES.get(signature.hash);
  if (!isOfKey || algorithm === undefined) return false;
  const parts = [signature.salt, ...covered, ...signatureTrailer(signature)];
  try {
    const digest =
      begun === undefined || signature.salt.length > 0
        ? digestOf(algorithm, parts)
        : digestWith(begun(algorithm.name), signatureTrailer(signature));
    return holds({ signature, key, hash: algorithm, parts }, digest);
  } catch {
    return false;
  }
}

/** Whether the octets can be what the signature is over, by the start of the digest that it tells of itself. */
export function startFits(signature: SignaturePacket, covered: readonly Bytes[]): boolean {
  const hash = HASHES.get(signature.hash);
  if (hash === undefined) return false;
  const parts = [signature.salt, ...covered, ...signatureTrailer(signature)];
  return equalBytes(digestOf(hash, parts).subarray(0, 2), signature.digestStart);
}

interface Check {
  readonly signature: SignaturePacket;
  readonly key: PublicKey;
  readonly hash: Hash;
  /** All that is hashed (RFC 9580 §5.2.4). */
  readonly parts: readonly Bytes[];
}

function holds(check: Check, digest: Bytes): boolean {
  const { signature, key } = check;
  const [object] = keyObjects(key);
  if (object === undefined) return false;
  if (!equalBytes(digest.subarray(0, 2), signature.digestStart)) return false;
  switch (key.algorithm?.kind) {
    case "rsa":
      return holdsRsa(check, object, digest);
    case "dsa":
      return holdsPair(check, object, key.values[1]?.length ?? 0);
    case "ecdsa":
      return holdsPair(check, object, key.curve?.octets ?? 0);
    case "eddsa-legacy":
      return verify(null, digest, object, pair(signature, 32));
    default:
      return holdsDigest(check, digest);
  }
}

function digestOf({ name }: Hash, parts: readonly Bytes[]): Bytes {
  return digestWith(createHash(name), parts);
}

function digestWith(digest: Hashing, parts: readonly Bytes[]): Bytes {
  for (const octets of parts) digest.update(octets);
  return digest.digest();
}

function holdsRsa({ signature, hash: { prefix } }: Check, key: KeyObject, digest: Bytes): boolean {
  const octets = Math.ceil((key.asymmetricKeyDetails?.modulusLength ?? 0) / 8);
  const value = leftPadded(signature.values[0] ?? new Uint8Array(), octets);
  const encoded = publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, view(value));
  return equalBytes(encoded, concatBytes(prefix, digest));
}

/** DSA and ECDSA, of which OpenSSL wants to make the digest itself. */
function holdsPair({ signature, hash: { name }, parts }: Check, key: KeyObject, width: number): boolean {
  const verifier = createVerify(name);
  for (const octets of parts) verifier.update(octets);
  return verifier.verify({ key, dsaEncoding: "ieee-p1363" }, pair(signature, width));
}

function pair({ values }: SignaturePacket, width: number): Bytes {
  return concatBytes(...values.map((value) => leftPadded(value, width)));
}

/** EdDSA, ML-DSA and SLH-DSA sign the digest; of a composite all parts have to hold (RFC 9980 §5.2). */
function holdsDigest({ signature, key }: Check, digest: Bytes): boolean {
  const isLongEnough = digest.length >= (key.algorithm?.digestOctets ?? Infinity);
  return (
    isLongEnough &&
    keyObjects(key).every((part, index) =>
      verify(null, digest, part, signature.values[index] ?? new Uint8Array()),
    )
  );
}
