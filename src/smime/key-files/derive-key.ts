/** Keys from passphrases by PBKDF2 (RFC 8018 §5.2) and scrypt (RFC 7914), computed beside the event loop. */
import { pbkdf2, scrypt } from "node:crypto";
import { promisify } from "node:util";
import { type Bytes, LIMITS } from "#base";
import { type Element, octetsOf, TAG } from "../asn1/ber.ts";
import { Cursor, integerOf } from "../asn1/cursor.ts";
import { type DerivationBudget, spendRounds } from "./derivation-budget.ts";
import { OID } from "../asn1/oids.ts";
import { refuse } from "../asn1/refusal.ts";

export const PRF: Readonly<Record<string, string>> = {
  [OID.hmacSha1]: "sha1",
  [OID.hmacSha224]: "sha224",
  [OID.hmacSha256]: "sha256",
  [OID.hmacSha384]: "sha384",
  [OID.hmacSha512]: "sha512",
};

const STRINGS = [TAG.octetString, TAG.octetString | 0x20];

/** An OCTET STRING, also in pieces. */
export function takeOctets(fields: Cursor): Bytes {
  return octetsOf(fields.take(...STRINGS));
}

/**
 * The key of this keyDerivationFunc (RFC 8018 §A.2, RFC 7914 §7.1).
 *
 * @param bytes octets wanted; null: as many as the parameters say
 */
export async function deriveKey(
  algorithm: Element,
  octets: Bytes,
  bytes: number | null,
  budget: DerivationBudget,
): Promise<Bytes> {
  const fields = new Cursor(algorithm);
  const id = fields.oid();
  const parameters = new Cursor(fields.take(TAG.sequence));
  if (id === OID.pbkdf2) return pbkdf2Key(parameters, octets, bytes, budget);
  if (id === OID.scrypt) return scryptKey(parameters, octets, bytes, budget);
  return refuse("unsupported");
}

/** PBKDF2-params ::= SEQUENCE { salt, iterationCount, keyLength OPTIONAL, prf DEFAULT hmacWithSHA1 } */
async function pbkdf2Key(
  fields: Cursor,
  octets: Bytes,
  bytes: number | null,
  budget: DerivationBudget,
): Promise<Bytes> {
  const salt = takeOctets(fields);
  const rounds = fields.integer();
  const length = keyLength(fields, bytes);
  const prf = fields.optional(TAG.sequence);
  const hash = prf ? (PRF[new Cursor(prf).oid()] ?? refuse("unsupported")) : "sha1";
  spendRounds(budget, rounds);
  return promisify(pbkdf2)(octets, salt, rounds, length, hash);
}

const MEMORY_BYTES = 2 ** LIMITS.s2kArgon2MemoryExponent * 1024;

const MAX_LANES = 16;

/** scrypt-params ::= SEQUENCE { salt, costParameter, blockSize, parallelizationParameter, keyLength OPTIONAL } */
async function scryptKey(
  fields: Cursor,
  octets: Bytes,
  bytes: number | null,
  budget: DerivationBudget,
): Promise<Bytes> {
  const salt = takeOctets(fields);
  const [N, r, p] = [fields.integer(), fields.integer(), fields.integer()];
  const length = keyLength(fields, bytes);
  // RFC 7914 §2: N is a power of two above 1.
  if (N < 2 || (N & (N - 1)) !== 0 || r < 1 || p < 1) refuse("malformed");
  if (128 * N * r > MEMORY_BYTES || p > MAX_LANES) refuse("too-large");
  spendRounds(budget, N * r * p);
  return new Promise((resolve, reject) => {
    scrypt(octets, salt, length, { N, r, p, maxmem: 2 * MEMORY_BYTES }, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}

const MAX_KEY_BYTES = 64;

function keyLength(fields: Cursor, wanted: number | null): number {
  const written = fields.optional(TAG.integer);
  const length = written ? integerOf(written) : (wanted ?? refuse("malformed"));
  if (wanted !== null && length !== wanted) refuse("malformed");
  return length >= 1 && length <= MAX_KEY_BYTES ? length : refuse("malformed");
}
