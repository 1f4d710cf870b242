/** Reads EnvelopedData (RFC 5652 §6.1) and AuthEnvelopedData (RFC 5083 §2.1); nothing is decrypted here. */
import { type Bytes, LIMITS } from "#base";
import { childrenOf, type Element, octetsOf, TAG } from "../asn1/ber.ts";
import { type ContentCipher, readContentCipher } from "./content-cipher.ts";
import { toDerSet } from "../asn1/to-der.ts";
import { readContentInfo } from "./content-info.ts";
import { Cursor } from "../asn1/cursor.ts";
import { OID } from "../asn1/oids.ts";
import { refuse } from "../asn1/refusal.ts";

export interface EnvelopedData {
  readonly recipientInfos: readonly Element[];
  readonly cipher: ContentCipher;
  readonly ciphertext: Bytes;
  /** Authentication tag; empty for EnvelopedData. */
  readonly tag: Bytes;
  /** authAttrs as the octets that the cipher authenticates (RFC 5083 §2.2); empty if absent. */
  readonly authenticated: Bytes;
}

export function readEnvelopedData(bytes: Bytes): EnvelopedData {
  const { type, content } = readContentInfo(bytes);
  const authenticated = type === OID.authEnvelopedData;
  if (!authenticated && type !== OID.envelopedData) refuse("unsupported");
  const fields = new Cursor(content);
  fields.integer();
  fields.optional(0xa0);
  const recipientInfos = childrenOf(fields.take(TAG.set));
  if (recipientInfos.length > LIMITS.recipientsRead) refuse("too-large");
  const info = readEncryptedContentInfo(fields.take(TAG.sequence));
  if (info.cipher.tagBytes > 0 !== authenticated) refuse("malformed");
  const trailer = authenticated ? readTrailer(fields, info.cipher) : NO_TRAILER;
  return { recipientInfos, ...info, ...trailer };
}

const NO_TRAILER = { tag: new Uint8Array(), authenticated: new Uint8Array() };

/** EncryptedContentInfo ::= SEQUENCE { contentType, contentEncryptionAlgorithm, encryptedContent [0] } */
function readEncryptedContentInfo(element: Element): { cipher: ContentCipher; ciphertext: Bytes } {
  const fields = new Cursor(element);
  if (fields.oid() !== OID.data) refuse("unsupported");
  const cipher = readContentCipher(fields.take(TAG.sequence));
  return { cipher, ciphertext: octetsOf(fields.take(0x80, 0xa0)) };
}

/** authAttrs [1] OPTIONAL, mac OCTET STRING */
function readTrailer(fields: Cursor, cipher: ContentCipher): { tag: Bytes; authenticated: Bytes } {
  const attributes = fields.optional(0xa1);
  const tag = octetsOf(fields.take(TAG.octetString, TAG.octetString | 0x20));
  if (tag.length !== cipher.tagBytes) refuse("malformed");
  return { tag, authenticated: attributes ? toDerSet(attributes) : new Uint8Array() };
}
