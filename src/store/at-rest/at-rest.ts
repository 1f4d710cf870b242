/**
 * One record at rest (S14): AES-256-GCM under a given key, bound to the place where it is kept, so that
 * a record moved to another row, column or table does not open.
 */
import { createCipheriv, createDecipheriv } from "node:crypto";
import { AppError, type Bytes, concatBytes, type Random, utf8, view } from "#base";

/** Where a sealed record is kept and what for. */
export interface Place {
  readonly table: string;
  readonly column: string;
  readonly row: number | string;
  readonly purpose: string;
}

export const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const FORMAT = 1;

/** Associated data: every field counts, and no two places have the same octets. */
export function associatedData(keyId: string, place: Place, ...more: readonly number[]): Bytes {
  const { table, column, row, purpose } = place;
  return utf8(JSON.stringify(["conclave at rest", FORMAT, keyId, table, column, row, purpose, ...more]));
}

/** Format octet, nonce, ciphertext, tag. */
export function sealRecord(key: Bytes, aad: Bytes, plain: Bytes, random: Random): Bytes {
  const nonce = random.bytes(NONCE_BYTES);
  return concatBytes(Buffer.from([FORMAT]), nonce, encrypt({ key, nonce, aad }, plain));
}

/** @throws AppError bad-data if a bit was changed, or it belongs to another place or key. */
export function openRecord(key: Bytes, aad: Bytes, sealed: Bytes): Bytes {
  if (sealed[0] !== FORMAT) throw damaged("unknown format");
  const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
  return decrypt({ key, nonce, aad }, sealed.subarray(1 + NONCE_BYTES));
}

export interface CipherInput {
  readonly key: Bytes;
  readonly nonce: Bytes;
  readonly aad: Bytes;
}

/** Ciphertext, then the tag of 16 octets. */
export function encrypt({ key, nonce, aad }: CipherInput, plain: Bytes): Bytes {
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(aad);
  return concatBytes(cipher.update(plain), cipher.final(), cipher.getAuthTag());
}

/** @throws AppError bad-data */
export function decrypt({ key, nonce, aad }: CipherInput, sealed: Bytes): Bytes {
  if (sealed.length < TAG_BYTES) throw damaged("too short");
  const end = sealed.length - TAG_BYTES;
  try {
    const cipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(aad);
    cipher.setAuthTag(view(sealed.subarray(end)));
    const opened = cipher.update(sealed.subarray(0, end));
    cipher.final();
    return opened;
  } catch (cause) {
    throw damaged("authentication failed", cause);
  }
}

/** The nonce of chunk `seq` under a key that is used for one blob only. */
export function counterNonce(seq: number): Bytes {
  const nonce = Buffer.alloc(NONCE_BYTES);
  nonce.writeUInt32BE(seq, NONCE_BYTES - 4);
  return nonce;
}

/** One text for whatever does not open: which check failed is for the log alone. */
export function damaged(detail: string, cause?: unknown): AppError {
  return new AppError({
    code: "bad-data",
    publicText: "A stored record is damaged, was changed, or belongs to another master key.",
    detail,
    cause,
  });
}
