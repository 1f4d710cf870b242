/** Signature subpackets (RFC 9580 §5.2.3.7), and what they say. */
import { type Bytes, type Fingerprint, toHex } from "#base";
import { bigEndian } from "../packets/packets.ts";

export interface Subpacket {
  readonly type: number;
  readonly critical: boolean;
  readonly body: Bytes;
}

const TYPE = {
  created: 2,
  signatureExpiry: 3,
  keyExpiry: 9,
  issuer: 16,
  notation: 20,
  primaryUserId: 25,
  keyFlags: 27,
  revocationReason: 29,
  features: 30,
  embedded: 32,
  issuerFingerprint: 33,
  intendedRecipient: 35,
  cipherSuites: 39,
} as const;

/** All that have a meaning (RFC 9580 §5.2.3.7), and 34 of LibrePGP; of the reserved ones none. */
const KNOWN: ReadonlySet<number> = new Set([
  2, 3, 4, 5, 6, 7, 9, 11, 12, 16, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 39,
]);

/** Splits an area; null if a length does not fit. */
export function readSubpackets(area: Bytes): readonly Subpacket[] | null {
  const subpackets: Subpacket[] = [];
  for (let at = 0; at < area.length;) {
    const length = subpacketLength(area, at);
    if (length === null || length.value === 0) return null;
    const start = at + length.octets;
    at = start + length.value;
    if (at > area.length) return null;
    const type = area[start] ?? 0;
    subpackets.push({ type: type & 0x7f, critical: (type & 0x80) !== 0, body: area.subarray(start + 1, at) });
  }
  return subpackets;
}

function subpacketLength(source: Bytes, at: number): { octets: number; value: number } | null {
  const first = source[at];
  if (first === undefined) return null;
  if (first < 192) return { octets: 1, value: first };
  const octets = first === 255 ? 5 : 2;
  const value = first === 255 ? bigEndian(source, at + 1, 4) : bigEndian(source, at, 2);
  if (value === null) return null;
  return { octets, value: first === 255 ? value : value - 0xc000 + 192 };
}

function bodies(subpackets: readonly Subpacket[], type: number): readonly Bytes[] {
  return subpackets.filter((subpacket) => subpacket.type === type).map(({ body }) => body);
}

/** RFC 9580 §5.2.3.9: where one stands twice, the last one counts. */
function last(subpackets: readonly Subpacket[], type: number): Bytes | null {
  return bodies(subpackets, type).at(-1) ?? null;
}

function seconds(subpackets: readonly Subpacket[], type: number): number | null {
  const body = last(subpackets, type);
  return body === null ? null : bigEndian(body, 0, 4);
}

export function createdAt(hashed: readonly Subpacket[]): Date | null {
  const value = seconds(hashed, TYPE.created);
  return value === null ? null : new Date(value * 1000);
}

/** Seconds after the making of the signature; null or 0: never (RFC 9580 §5.2.3.18). */
export function signatureLifetime(hashed: readonly Subpacket[]): number | null {
  return seconds(hashed, TYPE.signatureExpiry);
}

/** Seconds after the making of the key; null or 0: never (RFC 9580 §5.2.3.13). */
export function keyLifetime(hashed: readonly Subpacket[]): number | null {
  return seconds(hashed, TYPE.keyExpiry);
}

/** null: the signature does not say what the key may do. */
export function keyFlags(hashed: readonly Subpacket[]): number | null {
  const body = last(hashed, TYPE.keyFlags);
  return body === null ? null : (body[0] ?? 0);
}

export function features(hashed: readonly Subpacket[]): number {
  return last(hashed, TYPE.features)?.[0] ?? 0;
}

/** Pairs of cipher and AEAD mode, the best liked first (RFC 9580 §5.2.3.15). */
export function cipherSuites(hashed: readonly Subpacket[]): readonly (readonly [number, number])[] {
  const body = last(hashed, TYPE.cipherSuites) ?? new Uint8Array();
  const starts = Array.from({ length: Math.floor(body.length / 2) }, (_, index) => index * 2);
  return starts.map((at) => [body[at] ?? 0, body[at + 1] ?? 0]);
}

export function isPrimaryUserId(hashed: readonly Subpacket[]): boolean {
  return last(hashed, TYPE.primaryUserId)?.[0] === 1;
}

/** The octet of RFC 9580 §5.2.3.31, or null. */
export function revocationReason(hashed: readonly Subpacket[]): number | null {
  return last(hashed, TYPE.revocationReason)?.[0] ?? null;
}

/** Contents of signature packets inside (RFC 9580 §5.2.3.34); each proves itself, wherever it stands. */
export function embeddedSignatures(subpackets: readonly Subpacket[]): readonly Bytes[] {
  return bodies(subpackets, TYPE.embedded);
}

/** Upper-case hex; null if none names one. */
export function issuerKeyId(subpackets: readonly Subpacket[]): string | null {
  const body = last(subpackets, TYPE.issuer);
  return body?.length === 8 ? toHex(body).toUpperCase() : null;
}

/** The signing key or subkey by its whole fingerprint (RFC 9580 §5.2.3.35), or null. */
export function issuerFingerprint(subpackets: readonly Subpacket[]): Fingerprint | null {
  return fingerprints(subpackets, TYPE.issuerFingerprint).at(-1) ?? null;
}

/** Whom the signer wrote to (RFC 9580 §5.2.3.36); empty if the signature does not say. */
export function intendedRecipients(hashed: readonly Subpacket[]): readonly Fingerprint[] {
  return fingerprints(hashed, TYPE.intendedRecipient);
}

/** Both kinds hold a key version and a fingerprint. */
function fingerprints(subpackets: readonly Subpacket[], type: number): readonly Fingerprint[] {
  return bodies(subpackets, type).map((body) => toHex(body.subarray(1)).toUpperCase() as Fingerprint);
}

/**
 * Whether something critical is not understood: then the signature is worth nothing (RFC 9580 §5.2.3.7). No
 * notation is understood here (RFC 9580 §5.2.3.24).
 */
export function hasUnknownCritical(hashed: readonly Subpacket[]): boolean {
  return hashed.some(({ critical, type }) => critical && (!KNOWN.has(type) || type === TYPE.notation));
}
