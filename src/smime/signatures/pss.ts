/**
 * RSASSA-PSS (RFC 8017 §8.1, RFC 4056). Node verifies it when one hash serves for everything; where the mask has
 * a hash of its own, the encoding is checked here: nothing of it is secret.
 */
import { constants, type KeyObject, publicDecrypt, verify } from "node:crypto";
import { type Bytes, concatBytes, equalBytes } from "#base";
import { type Element, TAG } from "../asn1/ber.ts";
import { Cursor, integerOf } from "../asn1/cursor.ts";
import { type Digest, digestBy, DIGESTS } from "./digest.ts";
import { mgf1, xor } from "./mgf1.ts";
import { OID } from "../asn1/oids.ts";
import { plainRsaKey } from "./plain-rsa.ts";
import { refuse } from "../asn1/refusal.ts";

export interface Pss {
  readonly hash: Digest;
  readonly maskHash: Digest;
  readonly saltLength: number;
}

const DEFAULT_SALT = 20;

/** RSASSA-PSS-params ::= SEQUENCE { hashAlgorithm [0], maskGenAlgorithm [1], saltLength [2], trailerField [3] } */
export function readPss(algorithm: Cursor, digestId: string): Pss {
  const fields = algorithm.done ? null : new Cursor(algorithm.take(TAG.sequence));
  if (pssHash(fields) !== digestId) refuse("malformed");
  const maskHash = fixedDigest(maskHashId(fields?.optional(0xa1) ?? null));
  const salt = fields?.optional(0xa2) ?? null;
  const trailer = fields?.optional(0xa3) ?? null;
  if (trailer && integerIn(trailer) !== 1) refuse("malformed");
  return { hash: fixedDigest(digestId), maskHash, saltLength: salt ? integerIn(salt) : DEFAULT_SALT };
}

/** hashAlgorithm of RSASSA-PSS-params; the cursor stands before it. */
export function pssHash(fields: Cursor | null): string {
  const hash = fields?.optional(0xa0) ?? null;
  return hash ? new Cursor(new Cursor(hash, 0xa0).take(TAG.sequence)).oid() : OID.sha1;
}

function maskHashId(field: Element | null): string {
  if (!field) return OID.sha1;
  const mask = new Cursor(new Cursor(field, 0xa1).take(TAG.sequence));
  if (mask.oid() !== OID.mgf1) refuse("unsupported");
  return new Cursor(mask.take(TAG.sequence)).oid();
}

function integerIn(field: Element): number {
  return integerOf(new Cursor(field, field.tag).take(TAG.integer));
}

function fixedDigest(id: string): Digest {
  const known = DIGESTS[id];
  return known === undefined || known.extendable ? refuse("unsupported") : known;
}

/** Whether the signature is right; a key made for RSASSA-PSS may ask for hashes and a least salt (RFC 4055 §1.2). */
export function isRightPss(pss: Pss, key: KeyObject, signed: { octets: Bytes; signature: Bytes }): boolean {
  if (!suits(pss, key)) return false;
  if (pss.hash.extendable || pss.hash.name !== pss.maskHash.name) return isRightEncoding(pss, key, signed);
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  const { saltLength } = pss;
  return verify(pss.hash.name, signed.octets, { key, padding, saltLength }, signed.signature);
}

function suits({ hash, maskHash, saltLength }: Pss, key: KeyObject): boolean {
  const asked = key.asymmetricKeyDetails;
  if (asked?.hashAlgorithm === undefined) return true;
  const least = asked.saltLength ?? 0;
  return (
    asked.hashAlgorithm === hash.name && asked.mgf1HashAlgorithm === maskHash.name && saltLength >= least
  );
}

/** RFC 8017 §8.1.2 with EMSA-PSS-VERIFY (§9.1.2). */
function isRightEncoding(pss: Pss, key: KeyObject, signed: { octets: Bytes; signature: Bytes }): boolean {
  const plain = plainRsaKey(key.export({ format: "der", type: "spki" }));
  const bits = (plain.asymmetricKeyDetails?.modulusLength ?? 0) - 1;
  const raw = publicDecrypt({ key: plain, padding: constants.RSA_NO_PADDING }, signed.signature);
  const encoded = raw.subarray(raw.length - Math.ceil(bits / 8));
  if (raw.length > encoded.length && raw[0] !== 0) return false;
  return fitsEncoding(pss, digestBy(pss.hash, signed.octets), {
    encoded,
    unused: 8 * encoded.length - bits,
  });
}

interface Encoding {
  readonly encoded: Bytes;
  /** Bits of the first octet that must be zero. */
  readonly unused: number;
}

function fitsEncoding(
  { hash, maskHash, saltLength }: Pss,
  wanted: Bytes,
  { encoded, unused }: Encoding,
): boolean {
  const seedStart = encoded.length - hash.length - 1;
  const saltStart = seedStart - saltLength;
  if (saltStart < 1 || encoded.at(-1) !== 0xbc) return false;
  const seed = encoded.subarray(seedStart, -1);
  const first = 0xff >> unused;
  if (((encoded[0] ?? 0) & ~first) !== 0) return false;
  const block = xor(encoded.subarray(0, seedStart), mask(maskHash, seed, seedStart));
  block[0] = (block[0] ?? 0) & first;
  const padding = block.subarray(0, saltStart);
  if (padding.at(-1) !== 1 || padding.subarray(0, -1).some((octet) => octet !== 0)) return false;
  const made = digestBy(hash, concatBytes(Buffer.alloc(8), wanted, block.subarray(saltStart)));
  return equalBytes(made, seed);
}

/** SHAKE is its own mask generation function (RFC 8702 §3.2.1). */
function mask(hash: Digest, seed: Bytes, length: number): Bytes {
  return hash.extendable ? digestBy({ ...hash, length }, seed) : mgf1(hash.name, seed, length);
}

/** RSASSA-PSS-SHAKE128 and -SHAKE256, which have no parameters (RFC 8702 §3.2.1). */
export function shakePss(hash: Digest): Pss {
  return { hash, maskHash: hash, saltLength: hash.length };
}
