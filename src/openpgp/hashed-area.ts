/**
 * The hashed subpackets of a version 4 signature (RFC 9580 §5.2.3.7), read from the octets that were
 * hashed: what the library does not tell, and nothing from the unhashed area, which anybody can change.
 */
import type { SignaturePacket } from "openpgp";
import { type Bytes, type Fingerprint, toHex } from "#base";
import { bigEndian } from "./packets.ts";

export const SUBPACKET = { intendedRecipient: 35, issuerFingerprint: 33 } as const;

const AREA_LENGTH_AT = 4;
const AREA_AT = 6;

interface Subpacket {
  readonly type: number;
  readonly body: Bytes;
}

/** `signed` is the signature from its version up to the end of the hashed area (RFC 9580 §5.2.4). */
function hashedSubpackets(signed: Bytes): readonly Subpacket[] {
  const end = AREA_AT + (bigEndian(signed, AREA_LENGTH_AT, 2) ?? 0);
  const subpackets: Subpacket[] = [];
  for (let at = AREA_AT; at < end;) {
    const length = subpacketLength(signed, at);
    if (length === null || length.value === 0) break;
    const start = at + length.octets;
    at = start + length.value;
    subpackets.push({ type: (signed[start] ?? 0) & 0x7f, body: signed.subarray(start + 1, at) });
  }
  return subpackets;
}

function subpacketLength(source: Bytes, at: number): { octets: number; value: number } | null {
  const first = source[at];
  if (first === undefined) return null;
  if (first < 192) return { octets: 1, value: first };
  if (first === 255) return fiveOctets(bigEndian(source, at + 1, 4));
  const second = source[at + 1];
  return second === undefined ? null : { octets: 2, value: (first - 192) * 256 + second + 192 };
}

function fiveOctets(value: number | null): { octets: number; value: number } | null {
  return value === null ? null : { octets: 5, value };
}

/** Whom the signer wrote to (RFC 9580 §5.2.3.36); empty if the signature does not say. */
export function intendedRecipients(signed: Bytes): readonly Fingerprint[] {
  return fingerprints(signed, SUBPACKET.intendedRecipient);
}

/** The signing key or subkey by its whole fingerprint (RFC 9580 §5.2.3.35), or null. */
export function issuerFingerprint(signed: Bytes): Fingerprint | null {
  return fingerprints(signed, SUBPACKET.issuerFingerprint)[0] ?? null;
}

/** Both kinds hold a key version and a fingerprint. */
function fingerprints(signed: Bytes, type: number): readonly Fingerprint[] {
  return hashedSubpackets(signed)
    .filter((subpacket) => subpacket.type === type)
    .map((subpacket) => toHex(subpacket.body.subarray(1)).toUpperCase() as Fingerprint);
}

/** The signature from its version to the end of the hashed area. */
export function hashedOctets(signature: SignaturePacket): Bytes {
  return signature.signatureData ?? new Uint8Array();
}
