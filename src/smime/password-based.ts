/**
 * Password-based encryption of key files: PBES2 with PBKDF2 and AES or 3DES (RFC 8018 §6.2), and the old
 * PKCS#12 form with 3DES (RFC 7292 §C). RC2 is refused: nothing here can compute it.
 */
import { createDecipheriv, pbkdf2Sync } from "node:crypto";
import type { AlgorithmIdentifier } from "@peculiar/asn1-x509";
import { type Bytes, LIMITS } from "#base";
import { readWhole, TAG } from "./ber.ts";
import { type ContentCipher, decryptContent, readContentCipher } from "./content-cipher.ts";
import { Cursor, integerOf } from "./cursor.ts";
import { OID } from "./oids.ts";
import { pkcs12Key } from "./pkcs12-kdf.ts";
import { refuse } from "./refusal.ts";

const PRF: Readonly<Record<string, string>> = {
  [OID.hmacSha1]: "sha1",
  [OID.hmacSha224]: "sha224",
  [OID.hmacSha256]: "sha256",
  [OID.hmacSha384]: "sha384",
  [OID.hmacSha512]: "sha512",
};
const RC2: readonly string[] = [OID.pbeSha1Rc2Bits128, OID.pbeSha1Rc2Bits40];

/** The decrypted octets, or null: most likely another passphrase. */
export function decryptWithPassphrase(
  algorithm: AlgorithmIdentifier,
  passphrase: string,
  ciphertext: Bytes,
): Bytes | null {
  if (RC2.includes(algorithm.algorithm)) refuse("weak-algorithm");
  const parameters = readWhole(new Uint8Array(algorithm.parameters ?? refuse("malformed")));
  const fields = new Cursor(parameters);
  if (algorithm.algorithm === OID.pbes2) return pbes2(fields, passphrase, ciphertext);
  if (algorithm.algorithm === OID.pbeSha1TripleDes) return pkcs12TripleDes(fields, passphrase, ciphertext);
  return refuse("unsupported");
}

/** PBES2-params ::= SEQUENCE { keyDerivationFunc, encryptionScheme } */
function pbes2(fields: Cursor, passphrase: string, ciphertext: Bytes): Bytes | null {
  const derivation = new Cursor(fields.take(TAG.sequence));
  const cipher = readContentCipher(fields.take(TAG.sequence));
  if (derivation.oid() !== OID.pbkdf2 || cipher.mode !== "cbc") return refuse("unsupported");
  const key = pbkdf2Key(new Cursor(derivation.take(TAG.sequence)), passphrase, cipher);
  const nothing = new Uint8Array();
  return decryptContent(cipher, key, { ciphertext, tag: nothing, authenticated: nothing });
}

/** PBKDF2-params ::= SEQUENCE { salt, iterationCount, keyLength OPTIONAL, prf DEFAULT hmacWithSHA1 } */
function pbkdf2Key(fields: Cursor, passphrase: string, cipher: ContentCipher): Bytes {
  const salt = fields.take(TAG.octetString).content;
  const rounds = boundedRounds(fields.integer());
  const length = fields.optional(TAG.integer);
  if (length && integerOf(length) !== cipher.keyBytes) refuse("malformed");
  const prf = fields.optional(TAG.sequence);
  const hash = prf ? (PRF[new Cursor(prf).oid()] ?? refuse("unsupported")) : "sha1";
  return pbkdf2Sync(passphrase, salt, rounds, cipher.keyBytes, hash);
}

function boundedRounds(rounds: number): number {
  return rounds >= 1 && rounds <= LIMITS.pbkdf2Rounds ? rounds : refuse("too-large");
}

/** pkcs-12PbeParams ::= SEQUENCE { salt, iterations } */
function pkcs12TripleDes(fields: Cursor, passphrase: string, ciphertext: Bytes): Bytes | null {
  const salt = fields.take(TAG.octetString).content;
  const kdf = { hash: "sha1", passphrase, salt, iterations: fields.integer() };
  const key = pkcs12Key(kdf, "key", 24);
  const iv = pkcs12Key(kdf, "iv", 8);
  try {
    const decipher = createDecipheriv("des-ede3-cbc", key, iv);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  } catch {
    return null;
  }
}
