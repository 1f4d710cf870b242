/** From a passphrase to a key (RFC 9580 §3.7), within the limits of S10. */
import { argon2, createHash } from "node:crypto";
import { promisify } from "node:util";
import { type Bytes, concatBytes, LIMITS, utf8 } from "#base";

export interface S2k {
  /** "missing" is GnuPG's mark for a secret that is not in the file (gnu-dummy) or on a card. */
  readonly kind: "simple" | "salted" | "iterated" | "argon2" | "missing";
  /** Behind the first octet. */
  readonly parameters: Bytes;
  /** Offset behind the specifier. */
  readonly end: number;
}

const KINDS: ReadonlyMap<number, readonly [S2k["kind"], number]> = new Map([
  [0, ["simple", 1]],
  [1, ["salted", 9]],
  [3, ["iterated", 10]],
  [4, ["argon2", 19]],
  [101, ["missing", 5]],
]);
const HASHES: ReadonlyMap<number, string> = new Map([
  [1, "md5"],
  [2, "sha1"],
  [3, "ripemd160"],
  [8, "sha256"],
  [9, "sha384"],
  [10, "sha512"],
  [11, "sha224"],
  [12, "sha3-256"],
  [14, "sha3-512"],
]);

/** Reads a specifier; null for one that nobody knows or that is cut. */
export function readS2k(source: Bytes, offset: number): S2k | null {
  const kind = KINDS.get(source[offset] ?? 255);
  if (kind === undefined) return null;
  const end = offset + 1 + kind[1];
  return end > source.length ? null : { kind: kind[0], parameters: source.subarray(offset + 1, end), end };
}

/** null if it costs more than is allowed, or cannot be done. */
export async function deriveKey(
  { kind, parameters }: S2k,
  passphrase: string,
  octets: number,
): Promise<Bytes | null> {
  const words = utf8(passphrase);
  const [hashId = 0] = parameters;
  switch (kind) {
    case "simple":
      return hashed({ hashId, material: words, count: words.length }, octets);
    case "salted":
    case "iterated": {
      const material = concatBytes(parameters.subarray(1, 9), words);
      const count =
        kind === "iterated" ? Math.max(countOf(parameters[9] ?? 0), material.length) : material.length;
      return hashed({ hashId, material, count }, octets);
    }
    case "argon2":
      return fromArgon2(parameters, words, octets);
    case "missing":
      return null;
  }
}

/** Octets that a derivation goes through, roughly: what is hashed, or the memory of Argon2 for each pass. */
export function costOf({ kind, parameters }: S2k): number {
  if (kind === "iterated") return countOf(parameters[9] ?? 0);
  const [passes = 0, , exponent = 0] = parameters.subarray(16);
  return kind === "argon2" ? passes * 2 ** exponent * 1024 : 0;
}

/** RFC 9580 §3.7.1.3. */
function countOf(coded: number): number {
  return (16 + (coded & 15)) << ((coded >> 4) + 6);
}

interface Hashing {
  readonly hashId: number;
  readonly material: Bytes;
  /** Octets that are hashed: the material over and over. */
  readonly count: number;
}

/** Each further digest begins with one more zero octet (RFC 9580 §3.7.1.1). */
function hashed({ hashId, material, count }: Hashing, octets: number): Bytes | null {
  const name = HASHES.get(hashId);
  if (name === undefined) return null;
  const digests: Bytes[] = [];
  const block = repeated(material);
  for (let got = 0; got < octets; got += digests.at(-1)?.length ?? octets) {
    const hash = createHash(name).update(new Uint8Array(digests.length));
    let left = count;
    for (; left > block.length; left -= block.length) hash.update(block);
    digests.push(hash.update(block.subarray(0, left)).digest());
  }
  return concatBytes(...digests).subarray(0, octets);
}

/** As often as makes hashing quick. */
function repeated(material: Bytes): Bytes {
  if (material.length === 0) return material;
  return concatBytes(...Array.from({ length: Math.ceil(4096 / material.length) }, () => material));
}

/** Passes times memory, as a multiple of the memory that is allowed. */
const MOST_WORK = 4;

/** RFC 9580 §3.7.1.4. */
async function fromArgon2(parameters: Bytes, message: Bytes, tagLength: number): Promise<Bytes | null> {
  const [passes = 0, parallelism = 0, exponent = 255] = parameters.subarray(16);
  const most = LIMITS.s2kArgon2MemoryExponent;
  if (exponent > most || passes * 2 ** exponent > MOST_WORK * 2 ** most) return null;
  const nonce = parameters.subarray(0, 16);
  const memory = 2 ** exponent;
  return promisify(argon2)("argon2id", { message, nonce, parallelism, tagLength, memory, passes });
}
