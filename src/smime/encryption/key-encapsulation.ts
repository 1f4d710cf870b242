/** KEMRecipientInfo (RFC 9629) with ML-KEM (RFC 9936): the recipients that a quantum computer cannot read. */
import { createPublicKey, decapsulate, encapsulate } from "node:crypto";
import { type Bytes, type Recipient } from "#base";
import type { Addressed } from "./addressed.ts";
import { type Element, octetsOf, TAG } from "../asn1/ber.ts";
import { Cursor } from "../asn1/cursor.ts";
import { der, integer, octetString, oid, sequence, smallInteger } from "../asn1/der.ts";
import { deriveByHkdf } from "./key-derivation.ts";
import { AES128_WRAP, AES256_WRAP, type KeyWrap, readKeyWrap, unwrapKey, wrapKey } from "./key-wrap.ts";
import { OID } from "../asn1/oids.ts";
import { refuse } from "../asn1/refusal.ts";

const OTHER_RECIPIENT = 0xa4;

/** KEM algorithm and Node's name of the key type. */
const KEM_KEYS: Readonly<Record<string, string>> = {
  [OID.mlKem512]: "ml-kem-512",
  [OID.mlKem768]: "ml-kem-768",
  [OID.mlKem1024]: "ml-kem-1024",
};

/** RFC 8619 §2. */
const HKDF_HASHES: Readonly<Record<string, string>> = {
  [OID.hkdfSha256]: "sha256",
  [OID.hkdfSha384]: "sha384",
  [OID.hkdfSha512]: "sha512",
};

/**
 * OtherRecipientInfo [4] ::= SEQUENCE { oriType, oriValue }, KEMRecipientInfo ::= SEQUENCE { version, rid, kem, kemct,
 * kdf, kekLength, ukm [0] EXPLICIT OPTIONAL, wrap, encryptedKey } (RFC 9629 §3)
 */
export function readKeyEncapsulation(info: Element): Addressed[] {
  const other = new Cursor(info, OTHER_RECIPIENT);
  if (other.oid() !== OID.kemRecipient) return [];
  const element = other.take(TAG.sequence);
  const { rid } = start(element);
  const locator = rid.tag === TAG.sequence ? { issuerAndSerial: rid.raw } : { keyIdentifier: rid.content };
  return [{ locator, decryption: () => decryption(element) }];
}

/** Version and rid; the cursor stands behind them. */
function start(element: Element): { rid: Element; fields: Cursor } {
  const fields = new Cursor(element);
  fields.integer();
  return { rid: fields.take(TAG.sequence, 0x80), fields };
}

function decryption(element: Element): ReturnType<Addressed["decryption"]> {
  const { fields } = start(element);
  const kem = new Cursor(fields.take(TAG.sequence)).oid();
  const keyType = KEM_KEYS[kem] ?? refuse("unsupported");
  const ciphertext = octetsOf(fields.take(TAG.octetString, TAG.octetString | 0x20));
  const hash = HKDF_HASHES[new Cursor(fields.take(TAG.sequence)).oid()] ?? refuse("unsupported");
  const kekLength = fields.integer();
  const ukmField = fields.optional(0xa0);
  const ukm = ukmField ? octetsOf(new Cursor(ukmField, 0xa0).any()) : null;
  const wrap = readKeyWrap(fields.take(TAG.sequence));
  if (wrap.keyBytes !== kekLength) refuse("malformed");
  const encryptedKey = octetsOf(fields.take(TAG.octetString, TAG.octetString | 0x20));
  return (key) => {
    if (key.asymmetricKeyType !== keyType) return null;
    return unwrapKey(wrap, kemKek(hash, decapsulate(key, ciphertext), { wrap, ukm }), encryptedKey);
  };
}

/** HKDF without salt over CMSORIforKEMOtherInfo ::= SEQUENCE { wrap, kekLength, ukm [0] OPTIONAL } (RFC 9629 §5). */
export function kemKek(
  hash: string,
  secret: Bytes,
  { wrap, ukm }: { readonly wrap: KeyWrap; readonly ukm: Bytes | null },
): Bytes {
  return deriveByHkdf(hash, secret, { salt: null, info: otherInfo(wrap, ukm), length: wrap.keyBytes });
}

export function otherInfo({ identifier, keyBytes }: KeyWrap, ukm: Bytes | null): Bytes {
  return sequence(identifier, integer(keyBytes), ...(ukm ? [der(0xa0, octetString(ukm))] : []));
}

/** Key wrap per parameter set (RFC 9936 §2.2.1). */
const WRITTEN: Readonly<Partial<Record<Recipient["algorithm"], { kem: string; wrap: KeyWrap }>>> = {
  "ml-kem-512": { kem: OID.mlKem512, wrap: AES128_WRAP },
  "ml-kem-768": { kem: OID.mlKem768, wrap: AES256_WRAP },
  "ml-kem-1024": { kem: OID.mlKem1024, wrap: AES256_WRAP },
};

/** A KEMRecipientInfo as OtherRecipientInfo, DER, with HKDF of SHA-256. */
export function writeKeyEncapsulation(recipient: Recipient, sessionKey: Bytes): Bytes {
  const { kem, wrap } = WRITTEN[recipient.algorithm] ?? refuse("unsupported");
  const key = createPublicKey({ key: Buffer.from(recipient.publicKey), format: "der", type: "spki" });
  const { sharedKey, ciphertext } = encapsulate(key);
  const kek = kemKek("sha256", sharedKey, { wrap, ukm: null });
  const info = sequence(
    smallInteger(0),
    recipient.locator,
    sequence(oid(kem)),
    octetString(ciphertext),
    sequence(oid(OID.hkdfSha256)),
    integer(wrap.keyBytes),
    wrap.identifier,
    octetString(wrapKey(wrap, kek, sessionKey)),
  );
  return der(OTHER_RECIPIENT, oid(OID.kemRecipient), info);
}
