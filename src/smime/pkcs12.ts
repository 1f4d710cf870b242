/** Reads PKCS#12 files (RFC 7292): MAC first, then keys and certificates. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { type ContentInfo, EncryptedContentInfo } from "@peculiar/asn1-cms";
import { AuthenticatedSafe, CertBag, SafeContents } from "@peculiar/asn1-pfx";
import { EncryptedPrivateKeyInfo } from "@peculiar/asn1-pkcs8";
import { type Bytes, concatBytes } from "#base";
import { type Element, octetsOf, readWhole, TAG } from "./ber.ts";
import { parseAs } from "./certificate.ts";
import { Cursor, integerOf } from "./cursor.ts";
import { DIGESTS } from "./digest.ts";
import { OID } from "./oids.ts";
import { decryptWithPassphrase } from "./password-based.ts";
import { pkcs12Key } from "./pkcs12-kdf.ts";
import { refuse } from "./refusal.ts";

/** What a key file holds: PKCS#8 keys and certificates, DER. */
export interface KeyFile {
  readonly keys: readonly Bytes[];
  readonly certificates: readonly Bytes[];
}

const OCTET_STRINGS = [TAG.octetString, TAG.octetString | 0x20];

/** PFX ::= SEQUENCE { version, authSafe, macData OPTIONAL }; null: the passphrase is wrong. */
export function readPkcs12(file: Bytes, passphrase: string): KeyFile | null {
  const fields = Cursor.over(file);
  if (fields.integer() !== 3) refuse("unsupported");
  const safe = new Cursor(fields.take(TAG.sequence));
  // Other types are sealed to a key (RFC 7292 §3.1), which nobody uses.
  if (safe.oid() !== OID.data) refuse("unsupported");
  const content = octetsOf(new Cursor(safe.take(0xa0), 0xa0).take(...OCTET_STRINGS));
  const mac = fields.optional(TAG.sequence);
  if (mac && !macFits(mac, content, passphrase)) return null;
  return gather(content, passphrase);
}

/** MacData ::= SEQUENCE { mac DigestInfo, macSalt, iterations DEFAULT 1 } (RFC 7292 §4) */
function macFits(mac: Element, content: Bytes, passphrase: string): boolean {
  const fields = new Cursor(mac);
  const info = new Cursor(fields.take(TAG.sequence));
  const { name: hash } = DIGESTS[new Cursor(info.take(TAG.sequence)).oid()] ?? refuse("unsupported");
  const expected = info.take(TAG.octetString).content;
  const salt = fields.take(TAG.octetString).content;
  const count = fields.optional(TAG.integer);
  const iterations = count ? integerOf(count) : 1;
  const key = pkcs12Key({ hash, passphrase, salt, iterations }, "mac", expected.length);
  const made = createHmac(hash, key).update(content).digest();
  return made.length === expected.length && timingSafeEqual(made, expected);
}

function gather(content: Bytes, passphrase: string): KeyFile | null {
  const keys: Bytes[] = [];
  const certificates: Bytes[] = [];
  for (const info of parseAs(content, AuthenticatedSafe)) {
    const bags = openSafe(info, passphrase);
    if (!bags) return null;
    for (const { bagId, bagValue } of parseAs(bags, SafeContents)) {
      const value = new Uint8Array(bagValue);
      if (bagId === OID.keyBag) keys.push(value);
      if (bagId === OID.shroudedKeyBag) {
        const key = decryptPkcs8(value, passphrase);
        if (!key) return null;
        keys.push(key);
      }
      if (bagId === OID.certBag) certificates.push(...certificateOf(value));
    }
  }
  return { keys, certificates };
}

function openSafe(info: ContentInfo, passphrase: string): Bytes | null {
  const content = new Uint8Array(info.content);
  if (info.contentType === OID.data) return octetsOf(readWhole(content));
  if (info.contentType !== OID.encryptedData) return refuse("unsupported");
  // EncryptedData ::= SEQUENCE { version, encryptedContentInfo, … } (RFC 5652 §8)
  const fields = Cursor.over(content);
  fields.integer();
  const encrypted = parseAs(fields.take(TAG.sequence).raw, EncryptedContentInfo);
  const { value, constructedValue } = encrypted.encryptedContent ?? refuse("malformed");
  const pieces = constructedValue ?? (value ? [value] : []);
  const ciphertext = concatBytes(...pieces.map(({ buffer }) => new Uint8Array(buffer)));
  return decryptWithPassphrase(encrypted.contentEncryptionAlgorithm, passphrase, ciphertext);
}

/** EncryptedPrivateKeyInfo (RFC 5958 §3) to PKCS#8; null: the passphrase is wrong. */
export function decryptPkcs8(encrypted: Bytes, passphrase: string): Bytes | null {
  const info = parseAs(encrypted, EncryptedPrivateKeyInfo);
  const ciphertext = new Uint8Array(info.encryptedData.buffer);
  return decryptWithPassphrase(info.encryptionAlgorithm, passphrase, ciphertext);
}

function certificateOf(bag: Bytes): Bytes[] {
  const { certId, certValue } = parseAs(bag, CertBag);
  return certId === OID.x509Certificate ? [octetsOf(readWhole(new Uint8Array(certValue)))] : [];
}
