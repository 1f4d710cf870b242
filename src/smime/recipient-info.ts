/**
 * Finds the RecipientInfos that are made for our keys and takes the content key out of them
 * (RFC 5652 §6.2, RFC 5753 §3.1). Password recipients are never tried (S1).
 */
import {
  constants,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  type KeyObject,
  privateDecrypt,
} from "node:crypto";
import { type Bytes, equalBytes, LIMITS, type ListSecret } from "#base";
import { type Element, octetsOf, TAG } from "./ber.ts";
import { type Certificate, issuerAndSerial, keyIdentifierOf, readCertificate } from "./certificate.ts";
import { Cursor } from "./cursor.ts";
import { der, oid, sequence } from "./der.ts";
import { KDF_HASHES, sharedInfo, unwrapKey, WRAP_KEY_BYTES, x963Kdf } from "./key-agreement.ts";
import { OID } from "./oids.ts";
import { readOaep } from "./oaep.ts";
import { refuse } from "./refusal.ts";

/** A RecipientInfo for one of our keys; `take` gives the content key, or null if that fails. */
export interface MatchedRecipient {
  readonly secret: ListSecret;
  take(): Bytes | null;
}

const KEY_AGREEMENT = 0xa1;
const PASSWORD = 0xa3;

/** Those that match, in the order of the message; a message that names us very often is tried so often only. */
export function matchRecipients(
  infos: readonly Element[],
  secrets: readonly ListSecret[],
): MatchedRecipient[] {
  const owned = secrets.filter(({ scheme }) => scheme === "smime").map(identify);
  const matched = infos.flatMap((info) => {
    if (info.tag === TAG.sequence) return matchTransport(info, owned);
    return info.tag === KEY_AGREEMENT ? matchAgreement(info, owned) : [];
  });
  return matched.slice(0, LIMITS.hiddenRecipientsTried);
}

/** Whether only a password could open it. */
export function needsPassword(infos: readonly Element[]): boolean {
  return infos.length > 0 && infos.every(({ tag }) => tag === PASSWORD);
}

interface Owned {
  readonly secret: ListSecret;
  readonly issuerAndSerial: Bytes;
  readonly keyIdentifier: Bytes;
}

function identify(secret: ListSecret): Owned {
  const certificate: Certificate = readCertificate(secret.certificates[0] ?? refuse("no-key"));
  return {
    secret,
    issuerAndSerial: issuerAndSerial(certificate),
    keyIdentifier: keyIdentifierOf(certificate),
  };
}

/** KeyTransRecipientInfo ::= SEQUENCE { version, rid, keyEncryptionAlgorithm, encryptedKey } */
function matchTransport(info: Element, owned: readonly Owned[]): MatchedRecipient[] {
  const fields = new Cursor(info);
  fields.integer();
  const rid = fields.take(TAG.sequence, 0x80);
  const algorithm = fields.take(TAG.sequence);
  const encryptedKey = octetsOf(fields.take(TAG.octetString));
  return owned
    .filter((own) => equalBytes(...identifiers(rid, own)))
    .map(({ secret }) => ({ secret, take: () => decryptKey(secret, algorithm, encryptedKey) }));
}

function identifiers(rid: Element, own: Owned): [Bytes, Bytes] {
  return rid.tag === TAG.sequence ? [rid.raw, own.issuerAndSerial] : [rid.content, own.keyIdentifier];
}

/** RSAES-PKCS1-v1_5 rejects implicitly: a wrong padding gives a wrong key, no error (S11). */
function decryptKey(secret: ListSecret, algorithm: Element, encryptedKey: Bytes): Bytes | null {
  const fields = new Cursor(algorithm);
  const id = fields.oid();
  if (id !== OID.rsaEncryption && id !== OID.rsaesOaep) return refuse("unsupported");
  const padding = id === OID.rsaesOaep ? readOaep(fields) : { padding: constants.RSA_PKCS1_PADDING };
  try {
    return privateDecrypt({ key: privateKeyOf(secret), ...padding }, encryptedKey);
  } catch {
    return null;
  }
}

/**
 * KeyAgreeRecipientInfo ::= SEQUENCE { version, originator [0], ukm [1] OPTIONAL,
 * keyEncryptionAlgorithm, recipientEncryptedKeys }
 */
function matchAgreement(info: Element, owned: readonly Owned[]): MatchedRecipient[] {
  const fields = new Cursor(info, KEY_AGREEMENT);
  fields.integer();
  const originator = fields.take(0xa0);
  const ukmField = fields.optional(0xa1);
  const ukm = ukmField ? octetsOf(new Cursor(ukmField, 0xa1).take(TAG.octetString)) : null;
  const algorithm = fields.take(TAG.sequence);
  const keys = new Cursor(fields.take(TAG.sequence));
  const found: MatchedRecipient[] = [];
  while (!keys.done) {
    const entry = new Cursor(keys.take(TAG.sequence));
    const rid = entry.take(TAG.sequence, 0xa0);
    const encryptedKey = octetsOf(entry.take(TAG.octetString));
    for (const own of owned.filter((one) => agreesWith(rid, one)))
      found.push({
        secret: own.secret,
        take: () => agree({ secret: own.secret, originator, ukm, algorithm, encryptedKey }),
      });
  }
  return found;
}

/** KeyAgreeRecipientIdentifier ::= CHOICE { issuerAndSerialNumber, rKeyId [0] } */
function agreesWith(rid: Element, own: Owned): boolean {
  if (rid.tag === TAG.sequence) return equalBytes(rid.raw, own.issuerAndSerial);
  return equalBytes(new Cursor(rid, 0xa0).take(TAG.octetString).content, own.keyIdentifier);
}

interface Agreement {
  readonly secret: ListSecret;
  readonly originator: Element;
  readonly ukm: Bytes | null;
  readonly algorithm: Element;
  readonly encryptedKey: Bytes;
}

function agree({ secret, originator, ukm, algorithm, encryptedKey }: Agreement): Bytes | null {
  const scheme = new Cursor(algorithm);
  const hash = KDF_HASHES[scheme.oid()] ?? refuse("unsupported");
  const wrap = scheme.take(TAG.sequence);
  const keyBytes = WRAP_KEY_BYTES[new Cursor(wrap).oid()] ?? refuse("unsupported");
  const shared = sharedSecret(privateKeyOf(secret), ephemeralPoint(originator));
  if (!shared) return null;
  return unwrapKey(x963Kdf(hash, shared, sharedInfo(wrap.raw, keyBytes, ukm), keyBytes), encryptedKey);
}

/** OriginatorPublicKey [1] ::= SEQUENCE { algorithm, publicKey BIT STRING } */
function ephemeralPoint(originator: Element): Bytes {
  const choice = new Cursor(originator, 0xa0).any();
  if (choice.tag !== 0xa1) return refuse("unsupported");
  const fields = new Cursor(choice, 0xa1);
  fields.take(TAG.sequence);
  return fields.take(TAG.bitString).content.subarray(1);
}

const CURVE_OIDS: Readonly<Record<string, string>> = {
  prime256v1: OID.prime256v1,
  secp384r1: OID.secp384r1,
  secp521r1: OID.secp521r1,
};

/** The sender's point is read on our key's curve; OpenSSL refuses points that are not on it. */
function sharedSecret(privateKey: KeyObject, point: Bytes): Bytes | null {
  const curve = CURVE_OIDS[privateKey.asymmetricKeyDetails?.namedCurve ?? ""];
  if (!curve) return null;
  const algorithm = sequence(oid(OID.ecPublicKey), oid(curve));
  const info = sequence(algorithm, der(TAG.bitString, Buffer.from([0]), point));
  try {
    const publicKey = createPublicKey({ key: Buffer.from(info), format: "der", type: "spki" });
    return diffieHellman({ privateKey, publicKey });
  } catch {
    return null;
  }
}

function privateKeyOf(secret: ListSecret): KeyObject {
  return createPrivateKey({ key: Buffer.from(secret.secret), format: "der", type: "pkcs8" });
}
