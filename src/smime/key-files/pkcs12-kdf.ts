/** The key derivation of PKCS#12 (RFC 7292 §B.2), for its MAC and its older ciphers. */
import { hash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { type Bytes, concatBytes } from "#base";
import { type DerivationBudget, spendRounds } from "./derivation-budget.ts";
import { refuse } from "../asn1/refusal.ts";

/** RFC 7292 §B.3: what the derived octets are for. */
export type Pkcs12Purpose = "key" | "iv" | "mac";

const IDS = { key: 1, iv: 2, mac: 3 } as const;

/** Block of each hash in octets: v / 8. */
const BLOCK_BYTES: Readonly<Record<string, number>> = {
  md5: 64,
  sha1: 64,
  sha224: 64,
  sha256: 64,
  sha384: 128,
  sha512: 128,
  "sha512-256": 128,
};

/** Rounds after which others have their turn: some ten milliseconds. */
const SLICE_ROUNDS = 10_000;

export interface Pkcs12Kdf {
  readonly hash: string;
  /** As `Passphrase` has it. */
  readonly bmp: Bytes;
  readonly salt: Bytes;
  readonly iterations: number;
}

export async function pkcs12Key(
  kdf: Pkcs12Kdf,
  purpose: Pkcs12Purpose,
  length: number,
  budget: DerivationBudget,
): Promise<Bytes> {
  const block = BLOCK_BYTES[kdf.hash] ?? refuse("unsupported");
  const diversifier = Buffer.alloc(block, IDS[purpose]);
  const input = concatBytes(fill(kdf.salt, block), fill(kdf.bmp, block));
  const made: Bytes[] = [];
  for (let total = 0; total < length;) {
    spendRounds(budget, kdf.iterations);
    const part = await iterate(kdf, concatBytes(diversifier, input));
    made.push(part);
    total += part.length;
    addToBlocks(input, fill(part, block).subarray(0, block));
  }
  return concatBytes(...made).subarray(0, length);
}

async function iterate(kdf: Pkcs12Kdf, first: Bytes): Promise<Bytes> {
  let value: Bytes = first;
  for (let round = 0; round < kdf.iterations; round++) {
    if (round % SLICE_ROUNDS === SLICE_ROUNDS - 1) await setImmediate();
    value = hash(kdf.hash, value, "buffer");
  }
  return value;
}

/** Repeats octets up to a multiple of the block (RFC 7292 §B.2 steps 2 and 3). */
function fill(bytes: Bytes, block: number): Bytes {
  const length = block * Math.ceil(bytes.length / block);
  return Buffer.alloc(length, bytes.length > 0 ? bytes : 0);
}

/** I_j = (I_j + B + 1) mod 2^v for each block (RFC 7292 §B.2 step 6 C). */
function addToBlocks(input: Bytes, b: Bytes): void {
  for (let start = 0; start < input.length; start += b.length) {
    let carry = 1;
    for (let i = b.length - 1; i >= 0; i--) {
      carry += (input[start + i] ?? 0) + (b[i] ?? 0);
      input[start + i] = carry & 0xff;
      carry >>= 8;
    }
  }
}
