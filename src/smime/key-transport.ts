/** KeyTransRecipientInfo (RFC 5652 §6.2.1): RSAES-PKCS1-v1_5 (RFC 3370 §4.2.1) and RSAES-OAEP (RFC 3560). */
import { constants, createPublicKey, type KeyObject, privateDecrypt, publicEncrypt } from "node:crypto";
import { type Bytes, type Recipient } from "#base";
import { type Element, octetsOf, readWhole, TAG } from "./ber.ts";
import { Cursor } from "./cursor.ts";
import { derNull, octetString, oid, sequence, smallInteger } from "./der.ts";
import { decryptOaep, readOaep } from "./oaep.ts";
import { OID } from "./oids.ts";
import { plainRsaKey } from "./plain-rsa.ts";
import { refuse } from "./refusal.ts";
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
  return sequence(smallInteger(0), recipient.locator, algorithm, octetString(encrypted));
}

const RSA_ENCRYPTION = sequence(oid(OID.rsaEncryption), derNull);

function encryptPkcs1({ publicKey }: Recipient, sessionKey: Bytes): Bytes {
  const key = createPublicKey({ key: Buffer.from(publicKey), format: "der", type: "spki" });
  return publicEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, sessionKey);
}

function encryptOaep({ publicKey, kdf }: Recipient, sessionKey: Bytes): Bytes {
  const fields = new Cursor(readWhole(kdf));
  fields.oid();
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  return publicEncrypt({ key: plainRsaKey(publicKey), padding, oaepHash: readOaep(fields).hash }, sessionKey);
}
