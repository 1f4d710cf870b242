/** The mask generation function of RSA paddings (RFC 8017 §B.2.1). */
import type { Bytes } from "#base";
import { counterHash } from "./counter-hash.ts";

const NOTHING = new Uint8Array();

/** `length` octets; `hash` is OpenSSL's name. */
export function mgf1(hash: string, seed: Bytes, length: number): Bytes {
  return counterHash({ hash, before: seed, after: NOTHING, first: 0 }, length);
}

/** Octet by octet; both have the same length. */
export function xor(one: Bytes, other: Bytes): Buffer {
  return Buffer.from(one.map((octet, i) => octet ^ (other[i] ?? 0)));
}
