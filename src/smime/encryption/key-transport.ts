/** KeyTransRecipientInfo (RFC 5652 §6.2.1): RSAES-PKCS1-v1_5 (RFC 3370 §4.2.1) and RSAES-OAEP (RFC 3560). */
import { constants, type KeyObject, privateDecrypt, publicEncrypt } from "node:crypto";
import { type Bytes, fromLatin1, type Recipient, view } from "#base";
import { type Element, octetsOf, readWhole, TAG } from "../asn1/ber.ts";
import { Cursor } from "../asn1/cursor.ts";
import { octetString, sequence, smallInteger } from "../asn1/der.ts";
import { decryptOaep, readOaep } from "./oaep.ts";
import { OID } from "../asn1/oids.ts";
import { plainRsaInfo, RSA_ENCRYPTION } from "../signatures/plain-rsa.ts";
import { refuse } from "../asn1/refusal.ts";
import type { Addressed } from "./addressed.ts";

/** KeyTransRecipientInfo ::= SEQUENCE { version, rid, keyEncryptionAlgorithm, encryptedKey } */
export function readKeyTransport(info: Element): Addressed[] {
  const fields = new Cursor(info);
  fields.integer();
  const rid = fields.take(TAG.sequence, 0x80);
  const algorithm = fields.take(TAG.sequence);
  const encryptedKey = octetsOf(fields.take(TAG.octetString, TAG.octetString | 0x20));
  const locator = rid.tag === TAG.sequence ? { issuerAndSerial: rid.raw } : { keyIdentifier: rid.content };
  return [{ locator, decryption: () => decryption(algorithm, encryptedKey) }];
}

/** RSAES-PKCS1-v1_5 rejects implicitly: a wrong padding gives a wrong key, no error (S11). */
function decryption(algorithm: Element, encryptedKey: Bytes): (key: KeyObject) => Bytes | null {
  const fields = new Cursor(algorithm);
  switch (fields.oid()) {
    case OID.rsaEncryption:
      return (key) => privateDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, encryptedKey);
    case OID.rsaesOaep: {
      const oaep = readOaep(fields);
      return (key) => decryptOaep(oaep, key, encryptedKey);
    }
    default:
      return refuse("unsupported");
  }
}

/** A KeyTransRecipientInfo, DER; PKCS#1 v1.5, which every reader has, unless the certificate asks for OAEP. */
export function writeKeyTransport(recipient: Recipient, sessionKey: Bytes): Bytes {
  const oaep = recipient.algorithm === "rsa-oaep";
  const algorithm = oaep ? recipient.kdf : RSA_ENCRYPTION;
  const encrypted = oaep ? encryptOaep(recipient, sessionKey) : encryptPkcs1(recipient, sessionKey);
  return sequence(VERSION, recipient.locator, algorithm, octetString(encrypted));
}

const VERSION = smallInteger(0);

/** The key goes in as octets: a key object made of them first costs another 15 µs. */
function encryptPkcs1({ publicKey }: Recipient, sessionKey: Bytes): Bytes {
  const key = { key: view(publicKey), format: "der", type: "spki", padding: constants.RSA_PKCS1_PADDING };
  return publicEncrypt(key, sessionKey);
}

function encryptOaep({ publicKey, kdf }: Recipient, sessionKey: Bytes): Bytes {
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  const info = view(plainRsaInfo(publicKey));
  const key = { key: info, format: "der", type: "spki", padding, oaepHash: oaepHashOf(kdf) };
  return publicEncrypt(key, sessionKey);
}

/** Of the AlgorithmIdentifiers met: members of a list have few different ones. */
const oaepHashes = new Map<string, string>();
const MOST_HASHES = 16;

function oaepHashOf(algorithm: Bytes): string {
  const name = fromLatin1(algorithm);
  const known = oaepHashes.get(name);
  if (known !== undefined) return known;
  const fields = new Cursor(readWhole(algorithm));
  fields.oid();
  const { hash } = readOaep(fields);
  if (oaepHashes.size >= MOST_HASHES) oaepHashes.clear();
  oaepHashes.set(name, hash);
  return hash;
}
