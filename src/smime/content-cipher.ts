/** Content encryption of CMS: AES-CBC and AES-GCM both ways, 3DES-CBC read only (RFC 3565, RFC 5084, RFC 3370). */
import { createDecipheriv, type CipherGCMTypes, type DecipherGCM } from "node:crypto";
import { type Bytes, concatBytes } from "#base";
import { type Element, octetsOf, TAG } from "./ber.ts";
import { Cursor, integerOf } from "./cursor.ts";
import { OID } from "./oids.ts";
import { refuse } from "./refusal.ts";

export interface ContentCipher {
  /** OpenSSL's name of it. */
  readonly name: string;
  readonly mode: "cbc" | "gcm";
  readonly keyBytes: number;
  readonly nonce: Bytes;
  /** Octets of the authentication tag; 0 for CBC. */
  readonly tagBytes: number;
}

const CIPHERS: Readonly<Record<string, { name: string; mode: "cbc" | "gcm"; keyBytes: number }>> = {
  [OID.aes128Cbc]: { name: "aes-128-cbc", mode: "cbc", keyBytes: 16 },
  [OID.aes192Cbc]: { name: "aes-192-cbc", mode: "cbc", keyBytes: 24 },
  [OID.aes256Cbc]: { name: "aes-256-cbc", mode: "cbc", keyBytes: 32 },
  [OID.desEde3Cbc]: { name: "des-ede3-cbc", mode: "cbc", keyBytes: 24 },
  [OID.aes128Gcm]: { name: "aes-128-gcm", mode: "gcm", keyBytes: 16 },
  [OID.aes192Gcm]: { name: "aes-192-gcm", mode: "gcm", keyBytes: 24 },
  [OID.aes256Gcm]: { name: "aes-256-gcm", mode: "gcm", keyBytes: 32 },
};
const WEAK: readonly string[] = [OID.desCbc, OID.rc2Cbc];
const DEFAULT_TAG_BYTES = 12;

/** Reads contentEncryptionAlgorithm; RC2 and DES are refused as "weak-algorithm". */
export function readContentCipher(algorithm: Element): ContentCipher {
  const fields = new Cursor(algorithm);
  const id = fields.oid();
  if (WEAK.includes(id)) refuse("weak-algorithm");
  const known = CIPHERS[id] ?? refuse("unsupported");
  if (known.mode === "gcm") return { ...known, ...readGcmParameters(fields.take(TAG.sequence)) };
  const nonce = fields.take(TAG.octetString).content;
  if (nonce.length !== (id === OID.desEde3Cbc ? 8 : 16)) refuse("malformed");
  return { ...known, nonce, tagBytes: 0 };
}

/** GCMParameters ::= SEQUENCE { aes-nonce, aes-ICVlen DEFAULT 12 } (RFC 5084 §3.2). */
function readGcmParameters(parameters: Element): { nonce: Bytes; tagBytes: number } {
  const fields = new Cursor(parameters);
  const nonce = octetsOf(fields.take(TAG.octetString));
  const length = fields.optional(TAG.integer);
  const tagBytes = length ? integerOf(length) : DEFAULT_TAG_BYTES;
  if (nonce.length === 0 || tagBytes < 12 || tagBytes > 16) refuse("malformed");
  return { nonce, tagBytes };
}

/** The content, or null: whatever went wrong is one and the same outcome (S11). */
export function decryptContent(
  cipher: ContentCipher,
  key: Bytes,
  sealed: { ciphertext: Bytes; tag: Bytes; authenticated: Bytes },
): Bytes | null {
  try {
    const decipher =
      cipher.mode === "gcm"
        ? gcmDecipher(cipher, key, sealed)
        : createDecipheriv(cipher.name, key, cipher.nonce);
    return concatBytes(decipher.update(sealed.ciphertext), decipher.final());
  } catch {
    return null;
  }
}

function gcmDecipher(
  cipher: ContentCipher,
  key: Bytes,
  sealed: { tag: Bytes; authenticated: Bytes },
): DecipherGCM {
  const name = cipher.name as CipherGCMTypes;
  const decipher = createDecipheriv(name, key, cipher.nonce, { authTagLength: cipher.tagBytes });
  if (sealed.authenticated.length > 0) decipher.setAAD(sealed.authenticated);
  decipher.setAuthTag(sealed.tag);
  return decipher;
}
