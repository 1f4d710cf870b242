/**
 * Content encryption of CMS: AES-CBC (RFC 3565) and AES-GCM (RFC 5084) both ways; AES-CCM (RFC 5084), ChaCha20-Poly1305
 * (RFC 8103), Camellia-CBC (RFC 3657) and 3DES-CBC (RFC 3370) read only.
 */
import { type CipherGCMTypes, createDecipheriv, type DecipherGCM } from "node:crypto";
import { type Bytes, cipherPieces, concatBytes, gatherBytes } from "#base";
import { type Element, octetsOf, TAG } from "../asn1/ber.ts";
import { Cursor, integerOf } from "../asn1/cursor.ts";
import { OID } from "../asn1/oids.ts";
import { refuse } from "../asn1/refusal.ts";

type Mode = "cbc" | "gcm" | "ccm" | "poly1305";

export interface ContentCipher {
  /** OpenSSL's name of it. */
  readonly name: string;
  readonly mode: Mode;
  readonly keyBytes: number;
  readonly nonce: Bytes;
  /** Octets of the authentication tag; 0 for CBC. */
  readonly tagBytes: number;
}

const CIPHERS: Readonly<Record<string, { name: string; mode: Mode; keyBytes: number }>> = {
  [OID.aes128Cbc]: { name: "aes-128-cbc", mode: "cbc", keyBytes: 16 },
  [OID.aes192Cbc]: { name: "aes-192-cbc", mode: "cbc", keyBytes: 24 },
  [OID.aes256Cbc]: { name: "aes-256-cbc", mode: "cbc", keyBytes: 32 },
  [OID.desEde3Cbc]: { name: "des-ede3-cbc", mode: "cbc", keyBytes: 24 },
  [OID.camellia128Cbc]: { name: "camellia-128-cbc", mode: "cbc", keyBytes: 16 },
  [OID.camellia192Cbc]: { name: "camellia-192-cbc", mode: "cbc", keyBytes: 24 },
  [OID.camellia256Cbc]: { name: "camellia-256-cbc", mode: "cbc", keyBytes: 32 },
  [OID.aes128Gcm]: { name: "aes-128-gcm", mode: "gcm", keyBytes: 16 },
  [OID.aes192Gcm]: { name: "aes-192-gcm", mode: "gcm", keyBytes: 24 },
  [OID.aes256Gcm]: { name: "aes-256-gcm", mode: "gcm", keyBytes: 32 },
  [OID.aes128Ccm]: { name: "aes-128-ccm", mode: "ccm", keyBytes: 16 },
  [OID.aes192Ccm]: { name: "aes-192-ccm", mode: "ccm", keyBytes: 24 },
  [OID.aes256Ccm]: { name: "aes-256-ccm", mode: "ccm", keyBytes: 32 },
  [OID.chacha20Poly1305]: { name: "chacha20-poly1305", mode: "poly1305", keyBytes: 32 },
};
const WEAK: readonly string[] = [OID.desCbc, OID.rc2Cbc];
const DEFAULT_TAG_BYTES = 12;
const POLY1305 = { nonceBytes: 12, tagBytes: 16 };

/** Reads contentEncryptionAlgorithm; RC2 and DES are refused as "weak-algorithm". */
export function readContentCipher(algorithm: Element): ContentCipher {
  const fields = new Cursor(algorithm);
  const id = fields.oid();
  if (WEAK.includes(id)) refuse("weak-algorithm");
  const known = CIPHERS[id] ?? refuse("unsupported");
  switch (known.mode) {
    case "gcm":
    case "ccm":
      return { ...known, ...readParameters(fields.take(TAG.sequence), known.mode) };
    case "poly1305":
      return { ...known, nonce: nonceOf(fields, POLY1305.nonceBytes), tagBytes: POLY1305.tagBytes };
    case "cbc":
      return { ...known, nonce: nonceOf(fields, id === OID.desEde3Cbc ? 8 : 16), tagBytes: 0 };
  }
}

function nonceOf(fields: Cursor, length: number): Bytes {
  const nonce = octetsOf(fields.take(TAG.octetString));
  return nonce.length === length ? nonce : refuse("malformed");
}

/** GCMParameters and CCMParameters ::= SEQUENCE { aes-nonce, aes-ICVlen DEFAULT 12 } (RFC 5084 §3.1, §3.2). */
function readParameters(parameters: Element, mode: "gcm" | "ccm"): { nonce: Bytes; tagBytes: number } {
  const fields = new Cursor(parameters);
  const nonce = octetsOf(fields.take(TAG.octetString));
  const length = fields.optional(TAG.integer);
  const tagBytes = length ? integerOf(length) : DEFAULT_TAG_BYTES;
  if (nonce.length === 0 || tagBytes < 12 || tagBytes > 16) refuse("malformed");
  if (mode === "ccm" && (nonce.length < 7 || nonce.length > 13 || tagBytes % 2 === 1)) refuse("malformed");
  return { nonce, tagBytes };
}

interface Sealed {
  readonly ciphertext: Bytes;
  readonly tag: Bytes;
  readonly authenticated: Bytes;
}

/** The content, or null: whatever went wrong is one and the same outcome (S11). */
export function decryptContent(cipher: ContentCipher, key: Bytes, sealed: Sealed): Bytes | null {
  try {
    const decipher =
      cipher.mode === "cbc"
        ? createDecipheriv(cipher.name, key, cipher.nonce)
        : authenticatedDecipher(cipher, key, sealed);
    // CCM takes all of it at once.
    if (cipher.mode === "ccm") return concatBytes(decipher.update(sealed.ciphertext), decipher.final());
    return gatherBytes(sealed.ciphertext.length, cipherPieces(decipher, sealed.ciphertext));
  } catch {
    return null;
  }
}

/** CCM has to know the length before the first octet; the other modes pass over it. */
function authenticatedDecipher(cipher: ContentCipher, key: Bytes, sealed: Sealed): DecipherGCM {
  const { name, nonce, tagBytes } = cipher;
  const decipher = createDecipheriv(name as CipherGCMTypes, key, nonce, { authTagLength: tagBytes });
  decipher.setAuthTag(sealed.tag);
  const length = { plaintextLength: sealed.ciphertext.length };
  if (sealed.authenticated.length > 0 || cipher.mode === "ccm") decipher.setAAD(sealed.authenticated, length);
  return decipher;
}
