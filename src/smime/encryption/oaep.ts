/** RSAES-OAEP (RFC 8017 §7.1, §A.2.1) in CMS (RFC 3560): parameters, and decoding where the mask has its own hash. */
import { constants, createHash, type KeyObject, privateDecrypt } from "node:crypto";
import type { Bytes } from "#base";
import { type Element, octetsOf, TAG } from "../asn1/ber.ts";
import { Cursor } from "../asn1/cursor.ts";
import { DIGESTS } from "../signatures/digest.ts";
import { mgf1, xor } from "../signatures/mgf1.ts";
import { OID } from "../asn1/oids.ts";
import { refuse } from "../asn1/refusal.ts";

export interface Oaep {
  /** Node's names. */
  readonly hash: string;
  readonly maskHash: string;
  readonly label: Bytes;
}

/** RSAES-OAEP-params ::= SEQUENCE { hashAlgorithm [0], maskGenAlgorithm [1], pSourceAlgorithm [2] } */
export function readOaep(algorithm: Cursor): Oaep {
  const fields = algorithm.done ? null : new Cursor(algorithm.take(TAG.sequence));
  return {
    hash: hashOf(fields?.optional(0xa0) ?? null),
    maskHash: maskHashOf(fields?.optional(0xa1) ?? null),
    label: labelOf(fields?.optional(0xa2) ?? null),
  };
}

function hashOf(field: Element | null): string {
  return field ? named(new Cursor(field, field.tag).take(TAG.sequence)) : "sha1";
}

function maskHashOf(field: Element | null): string {
  if (!field) return "sha1";
  const mask = new Cursor(new Cursor(field, field.tag).take(TAG.sequence));
  if (mask.oid() !== OID.mgf1) refuse("unsupported");
  return named(mask.take(TAG.sequence));
}

function named(algorithm: Element): string {
  const known = DIGESTS[new Cursor(algorithm).oid()];
  return known === undefined || known.extendable ? refuse("unsupported") : known.name;
}

function labelOf(field: Element | null): Bytes {
  if (!field) return new Uint8Array();
  const source = new Cursor(new Cursor(field, field.tag).take(TAG.sequence));
  source.oid();
  return octetsOf(source.take(TAG.octetString, TAG.octetString | 0x20));
}

/** The content key, or null; throws what Node throws for a ciphertext that does not fit the key. */
export function decryptOaep({ hash, maskHash, label }: Oaep, key: KeyObject, encrypted: Bytes): Bytes | null {
  if (hash === maskHash) {
    const labelled = label.length > 0 ? { oaepLabel: label } : {};
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    return privateDecrypt({ key, padding, oaepHash: hash, ...labelled }, encrypted);
  }
  // Java's "OAEPWithSHA-256AndMGF1Padding" masks with SHA-1; Node takes one hash for both.
  const encoded = privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, encrypted);
  return decode({ hash, maskHash, label }, encoded);
}

/** EME-OAEP decoding (RFC 8017 §7.1.2 step 3): every octet is looked at, whatever the ones before it said. */
function decode({ hash, maskHash, label }: Oaep, encoded: Bytes): Bytes | null {
  const labelHash = createHash(hash).update(label).digest();
  const start = 1 + labelHash.length;
  if (encoded.length < 2 * start) return null;
  const masked = encoded.subarray(start);
  const seed = xor(encoded.subarray(1, start), mgf1(maskHash, masked, labelHash.length));
  const block = xor(masked, mgf1(maskHash, seed, masked.length));
  let wrong = encoded[0] ?? 1;
  for (const [i, octet] of labelHash.entries()) wrong |= octet ^ (block[i] ?? 0);
  const end = paddingEnd(block.subarray(labelHash.length));
  return wrong !== 0 || end === null ? null : block.subarray(labelHash.length + end);
}

/** Where the message begins after zeros and a one. */
function paddingEnd(block: Bytes): number | null {
  let [end, bad] = [0, 0];
  for (const [i, octet] of block.entries()) {
    const open = end === 0 ? 1 : 0;
    if (open & (octet === 1 ? 1 : 0)) end = i + 1;
    bad |= open & (octet > 1 ? 1 : 0);
  }
  return bad !== 0 || end === 0 ? null : end;
}
