/** AES-EAX (RFC 9580 §9.6.1 names Bellare, Rogaway, Wagner: "A Conventional Authenticated-Encryption Mode"), read only. */
import { createCipheriv, timingSafeEqual } from "node:crypto";
import { type Bytes, concatBytes } from "#base";

const BLOCK = 16;

export interface EaxInput {
  readonly key: Bytes;
  readonly nonce: Bytes;
  readonly associated: Bytes;
  readonly data: Bytes;
  readonly tag: Bytes;
}

/** null if the tag does not fit. */
export function eaxDecrypt({ key, nonce, associated, data, tag }: EaxInput): Bytes | null {
  const counter = omac(key, 0, nonce);
  const expected = exclusiveOr(exclusiveOr(counter, omac(key, 1, associated)), omac(key, 2, data));
  if (!timingSafeEqual(expected, tag)) return null;
  const decipher = createCipheriv(`aes-${key.length * 8}-ctr`, key, counter);
  return concatBytes(decipher.update(data), decipher.final());
}

/** CMAC (RFC 4493 §2.4) over a block that says which of the three it is, and the octets. */
function omac(key: Bytes, which: number, octets: Bytes): Bytes {
  const [once, twice] = subkeys(key);
  const message = concatBytes(new Uint8Array(BLOCK - 1), new Uint8Array([which]), octets);
  const rest = message.length % BLOCK;
  const padding =
    rest === 0 ? new Uint8Array() : concatBytes(new Uint8Array([0x80]), new Uint8Array(BLOCK - rest - 1));
  const padded = concatBytes(message, padding);
  const lastAt = padded.length - BLOCK;
  const last = exclusiveOr(padded.subarray(lastAt), rest === 0 ? once : twice);
  const cipher = createCipheriv(`aes-${key.length * 8}-cbc`, key, new Uint8Array(BLOCK)).setAutoPadding(
    false,
  );
  cipher.update(padded.subarray(0, lastAt));
  return cipher.update(last);
}

function subkeys(key: Bytes): readonly [Bytes, Bytes] {
  const cipher = createCipheriv(`aes-${key.length * 8}-ecb`, key, null).setAutoPadding(false);
  const once = doubled(cipher.update(new Uint8Array(BLOCK)));
  return [once, doubled(once)];
}

/** RFC 4493 §2.3. */
function doubled(block: Bytes): Bytes {
  const carry = ((block[0] ?? 0) & 0x80) === 0 ? 0 : 0x87;
  return block.map(
    (octet, at) => ((octet << 1) | ((block[at + 1] ?? 0) >> 7)) ^ (at === BLOCK - 1 ? carry : 0),
  );
}

function exclusiveOr(a: Bytes, b: Bytes): Bytes {
  return a.map((octet, at) => octet ^ (b[at] ?? 0));
}
