/** Wrapping of content keys: AES key wrap (RFC 3394) both ways, 3DES key wrap (RFC 3217 §3) to read only. */
import { createCipheriv, createDecipheriv, createSecretKey } from "node:crypto";
import { type Bytes, concatBytes } from "#base";
import type { Element } from "../asn1/ber.ts";
import { Cursor } from "../asn1/cursor.ts";
import { oid, sequence } from "../asn1/der.ts";
import { OID } from "../asn1/oids.ts";
import { refuse } from "../asn1/refusal.ts";

export interface KeyWrap {
  /** OpenSSL's name of it. */
  readonly cipher: string;
  /** Octets of the key-encryption key. */
  readonly keyBytes: number;
  /** AlgorithmIdentifier as it stands, or is to stand, in the message. */
  readonly identifier: Bytes;
}

const WRAPS: Readonly<Record<string, { cipher: string; keyBytes: number }>> = {
  [OID.aes128Wrap]: { cipher: "id-aes128-wrap", keyBytes: 16 },
  [OID.aes192Wrap]: { cipher: "id-aes192-wrap", keyBytes: 24 },
  [OID.aes256Wrap]: { cipher: "id-aes256-wrap", keyBytes: 32 },
  [OID.tripleDesWrap]: { cipher: "id-smime-alg-CMS3DESwrap", keyBytes: 24 },
};

/** RFC 3394 §2.2.3.1. */
const WRAP_IV = Buffer.alloc(8, 0xa6);

/** @throws Refusal unsupported for a wrap that is none of these */
export function readKeyWrap(algorithm: Element): KeyWrap {
  const known = WRAPS[new Cursor(algorithm).oid()] ?? refuse("unsupported");
  return { ...known, identifier: algorithm.raw };
}

/** AES key wrap as it is written: no parameters (RFC 3565 §2.3.2). */
function aesWrap(id: string, bits: 128 | 256): KeyWrap {
  return { cipher: `id-aes${bits}-wrap`, keyBytes: bits / 8, identifier: sequence(oid(id)) };
}
export const AES128_WRAP = aesWrap(OID.aes128Wrap, 128);
export const AES256_WRAP = aesWrap(OID.aes256Wrap, 256);

/** @param kek octets of `wrap.keyBytes` */
export function wrapKey(wrap: KeyWrap, kek: Bytes, key: Bytes): Bytes {
  // As a key object: raw octets cost ten microseconds more, for each member.
  const cipher = createCipheriv(wrap.cipher, createSecretKey(kek), WRAP_IV);
  return concatBytes(cipher.update(key), cipher.final());
}

/** The key, or null if it was wrapped with another one. */
export function unwrapKey(wrap: KeyWrap, kek: Bytes, wrapped: Bytes): Bytes | null {
  try {
    const iv = wrap.cipher === "id-smime-alg-CMS3DESwrap" ? null : WRAP_IV;
    const decipher = createDecipheriv(wrap.cipher, kek, iv);
    return concatBytes(decipher.update(wrapped), decipher.final());
  } catch {
    return null;
  }
}
