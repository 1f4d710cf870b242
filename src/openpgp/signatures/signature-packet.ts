/**
 * One signature packet (RFC 9580 §5.2), versions 3, 4 and 6. Only the hashed area says anything about the
 * signature; the unhashed one, which anybody can change, is asked for nothing but the issuer.
 */
import { type Bytes, type Fingerprint, fromHex, toHex } from "#base";
import { ALGORITHMS } from "../algorithms/algorithms.ts";
import { readFields } from "../packets/packet-fields.ts";
import { bigEndian } from "../packets/packets.ts";
import {
  createdAt,
  embeddedSignatures,
  issuerFingerprint,
  issuerKeyId,
  readSubpackets,
  type Subpacket,
} from "./subpackets.ts";

export interface SignaturePacket {
  readonly version: 3 | 4 | 6;
  readonly type: number;
  readonly algorithmId: number;
  readonly hash: number;
  readonly created: Date | null;
  readonly hashed: readonly Subpacket[];
  /** What of the signature itself is hashed: from the version to the end of the hashed area; in version 3 type and time. */
  readonly hashedOctets: Bytes;
  /** Version 6 (RFC 9580 §5.2.4); empty else. */
  readonly salt: Bytes;
  /** The first two octets of the digest. */
  readonly digestStart: Bytes;
  readonly values: readonly Bytes[];
  /** Upper-case hex, or null if it does not say. */
  readonly issuerKeyId: string | null;
  readonly issuerFingerprint: Fingerprint | null;
  /** Contents of signatures inside, of either area. */
  readonly embedded: readonly Bytes[];
}

/** A signature as found: readable, broken, or of a version or algorithm that nobody here knows. */
export type FoundSignature = SignaturePacket | "unsupported" | "malformed";

/** Reads the contents of a signature packet. */
export function readSignature(content: Bytes): FoundSignature {
  const version = content[0];
  if (version === undefined) return "malformed";
  if (version === 3) return readVersion3(content) ?? "malformed";
  if (version !== 4 && version !== 6) return "unsupported";
  return readWithAreas(content, version) ?? "malformed";
}

/** Octets of a salt by hash algorithm (RFC 9580 §9.5). */
const SALT_OCTETS: ReadonlyMap<number, number> = new Map([
  [8, 16],
  [9, 24],
  [10, 32],
  [11, 16],
  [12, 16],
  [14, 32],
]);

function readWithAreas(content: Bytes, version: 4 | 6): FoundSignature | null {
  const [, type, algorithmId, hash] = content;
  const countOctets = version === 6 ? 4 : 2;
  const hashedArea = readArea(content, 4, countOctets);
  const unhashedArea = hashedArea && readArea(content, hashedArea.end, countOctets);
  if (type === undefined || algorithmId === undefined || hash === undefined || !hashedArea || !unhashedArea)
    return null;
  const digestAt = unhashedArea.end;
  const saltOctets = version === 6 ? SALT_OCTETS.get(hash) : 0;
  if (saltOctets === undefined) return "unsupported";
  const saltAt = digestAt + 2;
  if (version === 6 && content[saltAt] !== saltOctets) return null;
  const valuesAt = saltAt + (version === 6 ? 1 + saltOctets : 0);
  const values = readValues(content, valuesAt, algorithmId);
  if (values === null || typeof values === "string") return values;
  const created = createdAt(hashedArea.subpackets);
  // RFC 9580 §5.2.3.11: it has to be there, and hashed.
  if (created === null) return null;
  const both = [...unhashedArea.subpackets, ...hashedArea.subpackets];
  return {
    version,
    type,
    algorithmId,
    hash,
    created,
    hashed: hashedArea.subpackets,
    hashedOctets: content.subarray(0, hashedArea.end),
    salt: content.subarray(valuesAt - saltOctets, valuesAt),
    digestStart: content.subarray(digestAt, saltAt),
    values,
    ...issuerOf(hashedArea.subpackets, unhashedArea.subpackets),
    embedded: embeddedSignatures(both),
  };
}

/** What is hashed goes before what is not: a key id that was signed is not overruled by a fingerprint that was not. */
function issuerOf(
  hashed: readonly Subpacket[],
  unhashed: readonly Subpacket[],
): Pick<SignaturePacket, "issuerKeyId" | "issuerFingerprint"> {
  const signed = { issuerKeyId: issuerKeyId(hashed), issuerFingerprint: issuerFingerprint(hashed) };
  const isSigned = signed.issuerKeyId !== null || signed.issuerFingerprint !== null;
  const issuerFingerprintBeside = isSigned ? null : issuerFingerprint(unhashed);
  return {
    issuerKeyId: signed.issuerKeyId ?? issuerKeyId(unhashed),
    issuerFingerprint: signed.issuerFingerprint ?? issuerFingerprintBeside,
  };
}

interface Area {
  readonly subpackets: readonly Subpacket[];
  readonly end: number;
}

function readArea(content: Bytes, at: number, countOctets: number): Area | null {
  const length = bigEndian(content, at, countOctets);
  const end = at + countOctets + (length ?? 0);
  if (length === null || end > content.length) return null;
  const subpackets = readSubpackets(content.subarray(at + countOctets, end));
  return subpackets === null ? null : { subpackets, end };
}

function readValues(
  content: Bytes,
  at: number,
  algorithmId: number,
): readonly Bytes[] | "unsupported" | null {
  if (at > content.length) return null;
  const layout = ALGORITHMS.get(algorithmId)?.signature;
  return layout === undefined ? "unsupported" : (readFields(content, at, layout)?.values ?? null);
}

/** RFC 9580 §5.2.2: five hashed octets, then key id and algorithms, of which nothing is hashed. */
function readVersion3(content: Bytes): FoundSignature | null {
  const [, hashedLength, type] = content;
  const seconds = bigEndian(content, 3, 4);
  const [algorithmId, hash] = content.subarray(15, 17);
  if (hashedLength !== 5 || type === undefined || seconds === null) return null;
  if (algorithmId === undefined || hash === undefined) return null;
  const values = readValues(content, 19, algorithmId);
  if (values === null || typeof values === "string") return values;
  return {
    version: 3,
    type,
    algorithmId,
    hash,
    created: new Date(seconds * 1000),
    hashed: [],
    hashedOctets: content.subarray(2, 7),
    salt: new Uint8Array(),
    digestStart: content.subarray(17, 19),
    values,
    issuerKeyId: toHex(content.subarray(7, 15)).toUpperCase(),
    issuerFingerprint: null,
    embedded: [],
  };
}

/** What is hashed behind the signed octets (RFC 9580 §5.2.4). */
export function signatureTrailer(signature: SignaturePacket): readonly Bytes[] {
  const { version, hashedOctets } = signature;
  if (version === 3) return [hashedOctets];
  const length = fromHex(hashedOctets.length.toString(16).padStart(8, "0"));
  return [hashedOctets, new Uint8Array([version, 0xff]), length];
}
