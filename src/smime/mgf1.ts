/** The mask generation function of RSA paddings (RFC 8017 §B.2.1). */
import { createHash } from "node:crypto";
import { type Bytes, concatBytes } from "#base";

/** `length` octets; `hash` is OpenSSL's name. */
export function mgf1(hash: string, seed: Bytes, length: number): Bytes {
  const blocks: Bytes[] = [];
  const counter = Buffer.alloc(4);
  for (let made = 0, i = 0; made < length; i++) {
    counter.writeUInt32BE(i);
    const block = createHash(hash).update(seed).update(counter).digest();
    blocks.push(block);
    made += block.length;
  }
  return concatBytes(...blocks).subarray(0, length);
}

/** Octet by octet; both have the same length. */
export function xor(one: Bytes, other: Bytes): Buffer {
  return Buffer.from(one.map((octet, i) => octet ^ (other[i] ?? 0)));
}
