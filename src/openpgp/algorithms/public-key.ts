/**
 * One public key packet (RFC 9580 §5.5.2), versions 4 and 6: its numbers, and the fingerprint that names it. Version
 * 3 is not read: its fingerprint is MD5.
 */
import { createHash } from "node:crypto";
import { type Bytes, concatBytes, type Fingerprint, fromHex, toHex } from "#base";
import { type Algorithm, ALGORITHMS } from "./algorithms.ts";
import { type Curve, CURVES } from "./curves.ts";
import { readFields } from "../packets/packet-fields.ts";
import { bigEndian } from "../packets/packets.ts";

export interface PublicKey {
  readonly version: 4 | 6;
  readonly created: Date;
  /** The number (RFC 9580 §9.1), and its row in the table; null if nobody here knows it. */
  readonly algorithmId: number;
  readonly algorithm: Algorithm | null;
  /** The packet's contents up to the end of the public part: what fingerprints and signatures cover. */
  readonly body: Bytes;
  readonly values: readonly Bytes[];
  /** Of algorithms whose first value is a curve's object identifier. */
  readonly curve: Curve | null;
  readonly fingerprint: Fingerprint;
  /** Upper-case hex, 16 digits. */
  readonly keyId: string;
}

const NUMBERS_AT = { 4: 6, 6: 10 } as const;
const CURVE_KINDS: ReadonlySet<string> = new Set(["ecdh", "ecdsa", "eddsa-legacy"]);

/**
 * Reads the contents of a public or secret key packet; "unsupported" for other versions and for what version 6 must
 * not have, null for what is cut or does not fit its lengths.
 */
export function readPublicKey(content: Bytes): PublicKey | "unsupported" | null {
  const version = content[0];
  if (version !== 4 && version !== 6) return version === undefined ? null : "unsupported";
  const seconds = bigEndian(content, 1, 4);
  const algorithmId = content[5];
  if (seconds === null || algorithmId === undefined) return null;
  const start = NUMBERS_AT[version];
  const algorithm = ALGORITHMS.get(algorithmId) ?? null;
  const fields = algorithm === null ? null : readFields(content, start, algorithm.publicKey);
  if (algorithm !== null && fields === null) return null;
  const declared = version === 6 ? bigEndian(content, 6, 4) : null;
  const end = declared === null ? (fields?.end ?? content.length) : start + declared;
  if (end > content.length || (fields !== null && fields.end !== end)) return null;
  const values = fields?.values ?? [];
  const curve = CURVE_KINDS.has(algorithm?.kind ?? "")
    ? (CURVES.get(toHex(values[0] ?? new Uint8Array())) ?? null)
    : null;
  if (version === 6 && curve?.isLegacy === true) return "unsupported";
  const body = content.subarray(0, end);
  const created = new Date(seconds * 1000);
  return { version, created, algorithmId, algorithm, body, values, curve, ...names(version, body) };
}

/** RFC 9580 §5.5.4. */
function names(version: 4 | 6, body: Bytes): { fingerprint: Fingerprint; keyId: string } {
  const digest = createHash(version === 4 ? "sha1" : "sha256")
    .update(keyForHash(version, body))
    .digest();
  const keyId = version === 4 ? digest.subarray(-8) : digest.subarray(0, 8);
  return { fingerprint: toHex(digest).toUpperCase() as Fingerprint, keyId: toHex(keyId).toUpperCase() };
}

/** A key as signatures of this version cover it (RFC 9580 §5.2.4). */
export function keyForHash(version: 3 | 4 | 6, body: Bytes): Bytes {
  const digits = version === 6 ? 8 : 4;
  const length = fromHex(body.length.toString(16).padStart(digits, "0"));
  return concatBytes(new Uint8Array([version === 6 ? 0x9b : 0x99]), length, body);
}
