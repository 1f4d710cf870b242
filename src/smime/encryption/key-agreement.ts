/**
 * Reads KeyAgreeRecipientInfo (RFC 5652 §6.2.2): ephemeral-static ECDH on any curve that the recipient's key is on
 * (RFC 5753 §3.1), X25519 and X448 (RFC 8418).
 */
import { createPublicKey, diffieHellman, type KeyObject } from "node:crypto";
import type { Bytes } from "#base";
import type { Addressed, Locator } from "./addressed.ts";
import { type Element, octetsOf, readWhole, TAG } from "../asn1/ber.ts";
import { Cursor } from "../asn1/cursor.ts";
import { sequence } from "../asn1/der.ts";
import { agreedKek, SCHEMES } from "./key-derivation.ts";
import { readKeyWrap, unwrapKey } from "./key-wrap.ts";
import { refuse } from "../asn1/refusal.ts";

const KEY_AGREEMENT = 0xa1;

/**
 * KeyAgreeRecipientInfo ::= SEQUENCE { version, originator [0], ukm [1] OPTIONAL,
 * keyEncryptionAlgorithm, recipientEncryptedKeys }
 */
export function readKeyAgreement(info: Element): Addressed[] {
  const fields = new Cursor(info, KEY_AGREEMENT);
  fields.integer();
  const originator = fields.take(0xa0);
  const ukmField = fields.optional(0xa1);
  const ukm = ukmField ? octetsOf(new Cursor(ukmField, 0xa1).any()) : null;
  const algorithm = fields.take(TAG.sequence);
  const keys = new Cursor(fields.take(TAG.sequence));
  const found: Addressed[] = [];
  while (!keys.done) {
    const entry = new Cursor(keys.take(TAG.sequence));
    const locator = locatorOf(entry.take(TAG.sequence, 0xa0));
    const encryptedKey = octetsOf(entry.take(TAG.octetString, TAG.octetString | 0x20));
    found.push({ locator, decryption: () => decryption({ originator, ukm, algorithm, encryptedKey }) });
  }
  return found;
}

/** KeyAgreeRecipientIdentifier ::= CHOICE { issuerAndSerialNumber, rKeyId [0] } */
function locatorOf(rid: Element): Locator {
  if (rid.tag === TAG.sequence) return { issuerAndSerial: rid.raw };
  return { keyIdentifier: new Cursor(rid, 0xa0).take(TAG.octetString).content };
}

interface Agreement {
  readonly originator: Element;
  readonly ukm: Bytes | null;
  readonly algorithm: Element;
  readonly encryptedKey: Bytes;
}

function decryption(agreement: Agreement): ReturnType<Addressed["decryption"]> {
  const { originator, ukm, encryptedKey } = agreement;
  const fields = new Cursor(agreement.algorithm);
  const scheme = SCHEMES[fields.oid()] ?? refuse("unsupported");
  const wrap = readKeyWrap(fields.take(TAG.sequence));
  return (privateKey, subjectPublicKeyInfo) => {
    if (scheme.cofactor && hasCofactor(privateKey)) return refuse("unsupported");
    const publicKey = ephemeralKey(originator, subjectPublicKeyInfo);
    const secret = diffieHellman({ privateKey, publicKey });
    return unwrapKey(wrap, agreedKek(scheme, secret, { wrap, ukm }), encryptedKey);
  };
}

/** The curves over binary fields have one. */
function hasCofactor(key: KeyObject): boolean {
  return /^(sect|c2)/.test(key.asymmetricKeyDetails?.namedCurve ?? "");
}

/**
 * OriginatorPublicKey [1] ::= SEQUENCE { algorithm, publicKey BIT STRING }. The point is read on our key's curve
 * whatever the algorithm says; OpenSSL refuses points that are not on it.
 */
function ephemeralKey(originator: Element, subjectPublicKeyInfo: Bytes): KeyObject {
  const choice = new Cursor(originator, 0xa0).any();
  if (choice.tag !== 0xa1) refuse("unsupported");
  const fields = new Cursor(choice, 0xa1);
  fields.take(TAG.sequence);
  const curve = new Cursor(readWhole(subjectPublicKeyInfo)).take(TAG.sequence).raw;
  const info = sequence(curve, fields.take(TAG.bitString).raw);
  return createPublicKey({ key: Buffer.from(info), format: "der", type: "spki" });
}
