/** Ephemeral-static ECDH with the X9.63 KDF and AES key wrap (RFC 5753 §3.1, §7.1.4, §7.2). */
import { createCipheriv, createDecipheriv, createHash } from "node:crypto";
import { type Bytes, concatBytes } from "#base";
import { der, octetString, oid, sequence } from "./der.ts";
import { OID } from "./oids.ts";

/** Hash of each key agreement scheme. */
export const KDF_HASHES: Readonly<Record<string, string>> = {
  [OID.dhSha1Kdf]: "sha1",
  [OID.dhSha224Kdf]: "sha224",
  [OID.dhSha256Kdf]: "sha256",
  [OID.dhSha384Kdf]: "sha384",
  [OID.dhSha512Kdf]: "sha512",
};

/** Octets of the key-encryption key of each key wrap algorithm. */
export const WRAP_KEY_BYTES: Readonly<Record<string, number>> = {
  [OID.aes128Wrap]: 16,
  [OID.aes192Wrap]: 24,
  [OID.aes256Wrap]: 32,
};

/** RFC 3394 §2.2.3.1. */
const WRAP_IV = Buffer.alloc(8, 0xa6);

/**
 * ECC-CMS-SharedInfo ::= SEQUENCE { keyInfo, entityUInfo [0] OPTIONAL, suppPubInfo [2] } (RFC 5753 §7.2).
 * `wrapAlgorithm` is the AlgorithmIdentifier as it stands in the message.
 */
export function sharedInfo(wrapAlgorithm: Bytes, keyBytes: number, ukm: Bytes | null): Bytes {
  const bits = Buffer.alloc(4);
  bits.writeUInt32BE(keyBytes * 8);
  const entityInfo = ukm ? [der(0xa0, octetString(ukm))] : [];
  return sequence(wrapAlgorithm, ...entityInfo, der(0xa2, octetString(bits)));
}

/** X9.63 KDF (SEC 1 §3.6.1). */
export function x963Kdf(hash: string, secret: Bytes, info: Bytes, length: number): Bytes {
  const blocks: Bytes[] = [];
  const counter = Buffer.alloc(4);
  for (let made = 0, i = 1; made < length; i++) {
    counter.writeUInt32BE(i);
    const block = createHash(hash).update(secret).update(counter).update(info).digest();
    blocks.push(block);
    made += block.length;
  }
  return concatBytes(...blocks).subarray(0, length);
}

export function wrapKey(kek: Bytes, key: Bytes): Bytes {
  const cipher = createCipheriv(`id-aes${kek.length * 8}-wrap`, kek, WRAP_IV);
  return concatBytes(cipher.update(key), cipher.final());
}

/** The key, or null if it was wrapped with another one. */
export function unwrapKey(kek: Bytes, wrapped: Bytes): Bytes | null {
  try {
    const decipher = createDecipheriv(`id-aes${kek.length * 8}-wrap`, kek, WRAP_IV);
    return concatBytes(decipher.update(wrapped), decipher.final());
  } catch {
    return null;
  }
}

/** AlgorithmIdentifier of a key wrap algorithm: no parameters (RFC 3565 §2.3.2). */
export function wrapAlgorithmIdentifier(id: string): Bytes {
  return sequence(oid(id));
}
