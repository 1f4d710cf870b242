/** Whom a PKESK is for, read without any secret. */
import { type Bytes, type Fingerprint, toHex } from "#base";
import type { Packet } from "./packets.ts";
import type { SecretPart } from "../algorithms/secret-key.ts";

/** What a PKESK says about whom it is for; version 3 and 6 (RFC 9580 §5.1.1, §5.1.2). */
export interface AddressedPacket {
  readonly version: 3 | 6;
  /** Upper-case hex; both null for a hidden recipient, version 6 has only the fingerprint. */
  readonly keyId: string | null;
  readonly fingerprint: Fingerprint | null;
  readonly algorithmId: number;
  /** The packet's contents behind the algorithm. */
  readonly fields: Bytes;
}

const WILDCARD = "0".repeat(16);

/** null for another version, or too few octets. */
export function readAddress(packet: Packet): AddressedPacket | null {
  const content = packet.body();
  if (content[0] === 3) return readVersion3(content);
  return content[0] === 6 ? readVersion6(content) : null;
}

function readVersion3(content: Bytes): AddressedPacket | null {
  if (content.length < 11) return null;
  const keyId = toHex(content.subarray(1, 9)).toUpperCase();
  const named = keyId === WILDCARD ? null : keyId;
  const [algorithmId = 0] = content.subarray(9);
  return { version: 3, keyId: named, fingerprint: null, algorithmId, fields: content.subarray(10) };
}

function readVersion6(content: Bytes): AddressedPacket | null {
  const algorithmAt = 2 + (content[1] ?? 0);
  const algorithmId = content[algorithmAt];
  if (algorithmId === undefined) return null;
  const fingerprint = toHex(content.subarray(3, algorithmAt)).toUpperCase() as Fingerprint;
  const named = fingerprint === "" ? null : fingerprint;
  return {
    version: 6,
    keyId: null,
    fingerprint: named,
    algorithmId,
    fields: content.subarray(algorithmAt + 1),
  };
}

export function isHidden({ keyId, fingerprint }: AddressedPacket): boolean {
  return keyId === null && fingerprint === null;
}

/** Whether a packet may be for this part of a key: by its name, for a hidden recipient by its algorithm alone. */
export function mayBeFor(addressed: AddressedPacket, { key }: SecretPart): boolean {
  const { keyId, fingerprint, algorithmId } = addressed;
  if ((keyId ?? key.keyId) !== key.keyId || (fingerprint ?? key.fingerprint) !== key.fingerprint)
    return false;
  // RSA has two numbers for one algorithm.
  return algorithmId === key.algorithmId || (algorithmId <= 2 && key.algorithm?.kind === "rsa");
}
