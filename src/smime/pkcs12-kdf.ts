/** The key derivation of PKCS#12 (RFC 7292 §B.2), for its MAC and its older ciphers. */
import { hash } from "node:crypto";
import { type Bytes, concatBytes, LIMITS } from "#base";
import { refuse } from "./refusal.ts";

/** RFC 7292 §B.3: what the derived octets are for. */
export type Pkcs12Purpose = "key" | "iv" | "mac";

const IDS = { key: 1, iv: 2, mac: 3 } as const;
const BLOCK_BYTES: Readonly<Record<string, number>> = { sha384: 128, sha512: 128 };

export interface Pkcs12Kdf {
  readonly hash: string;
  readonly passphrase: string;
  readonly salt: Bytes;
  readonly iterations: number;
}

export function pkcs12Key(kdf: Pkcs12Kdf, purpose: Pkcs12Purpose, length: number): Bytes {
  if (kdf.iterations < 1 || kdf.iterations > LIMITS.pbkdf2Rounds) refuse("too-large");
  const block = BLOCK_BYTES[kdf.hash] ?? 64;
  const diversifier = Buffer.alloc(block, IDS[purpose]);
  const input = concatBytes(fill(kdf.salt, block), fill(bmpString(kdf.passphrase), block));
  const made: Bytes[] = [];
  for (let total = 0; total < length;) {
    const part = iterate(kdf, concatBytes(diversifier, input));
    made.push(part);
    total += part.length;
    addToBlocks(input, fill(part, block).subarray(0, block));
  }
  return concatBytes(...made).subarray(0, length);
}

function iterate(kdf: Pkcs12Kdf, first: Bytes): Bytes {
  let value: Bytes = first;
  for (let round = 0; round < kdf.iterations; round++) value = hash(kdf.hash, value, "buffer");
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

/** UTF-16BE with two zero octets at the end (RFC 7292 §B.1). */
function bmpString(text: string): Bytes {
  return Buffer.from(`${text}\0`, "utf16le").swap16();
}
