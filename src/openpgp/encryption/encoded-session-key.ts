import { type Bytes, equalBytes } from "#base";
import { type CipherName, READABLE_CIPHERS } from "../policy.ts";

export interface SessionKey {
  readonly data: Bytes;
  /** null with SEIPD version 2, which names the cipher itself (RFC 9580 §5.13.2). */
  readonly algorithm: CipherName | null;
}

/** RFC 9580 §5.1.3: the cipher in version 3 only, the key, and the sum of its octets. */
export function readEncoded(encoded: Bytes, version: 3 | 6): SessionKey | null {
  const data = encoded.subarray(version === 3 ? 1 : 0, Math.max(0, encoded.length - 2));
  const sum = data.reduce((total, octet) => (total + octet) & 0xffff, 0);
  if (!equalBytes(encoded.subarray(-2), new Uint8Array([sum >> 8, sum & 255]))) return null;
  return version === 3 ? withCipher(data, encoded[0]) : { data, algorithm: null };
}

/** A key of the length that its cipher has. */
export function withCipher(data: Bytes, cipherId: number | undefined): SessionKey | null {
  const cipher = READABLE_CIPHERS.get(cipherId ?? 0);
  return cipher?.keyBytes === data.length ? { data, algorithm: cipher.name } : null;
}
