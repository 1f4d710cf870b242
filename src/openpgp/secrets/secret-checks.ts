/** What ties the secret numbers of a key packet to it, locked or not (RFC 9580 §5.5.3). */
import { hkdfSync } from "node:crypto";
import { type Bytes, concatBytes } from "#base";
import type { AeadInput, AeadMode } from "../algorithms/aead.ts";
import type { PublicKey } from "../algorithms/public-key.ts";

/** What stands behind the numbers of a version 4 key that is not locked: their octets added up. */
export function sumOf(material: Bytes): Bytes {
  const sum = material.reduce((total, octet) => (total + octet) & 0xffff, 0);
  return new Uint8Array([sum >> 8, sum & 255]);
}

export interface AeadLock {
  readonly tag: number;
  readonly key: PublicKey;
  readonly cipherId: number;
  readonly modeId: number;
  readonly mode: AeadMode;
  readonly nonce: Bytes;
}

/** The key is bound to packet type, version and algorithms, the data to the public key. */
export function secretAead(lock: AeadLock, derived: Bytes): AeadInput {
  const { tag, key, cipherId, modeId, mode, nonce } = lock;
  const lead = new Uint8Array([0xc0 | tag]);
  const info = concatBytes(lead, new Uint8Array([key.version, cipherId, modeId]));
  const kek = new Uint8Array(hkdfSync("sha256", derived, new Uint8Array(), info, derived.length));
  return { mode, key: kek, nonce, associated: concatBytes(lead, key.body) };
}
