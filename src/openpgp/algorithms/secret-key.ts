/** The secret numbers of an unlocked key, as they stand in its packets (RFC 9580 §5.5.3). */
import { type Bytes, type Fingerprint, LIMITS, type ListSecret, oncePer } from "#base";
import { readFields } from "../packets/packet-fields.ts";
import { readPackets, TAG } from "../packets/packets.ts";
import { type PublicKey, readPublicKey } from "./public-key.ts";

/** A primary key or subkey whose secret half is there and not locked. */
export interface SecretPart {
  readonly key: PublicKey;
  readonly secret: readonly Bytes[];
}

export interface SecretKey {
  /** Of the primary key. */
  readonly fingerprint: Fingerprint;
  readonly parts: readonly SecretPart[];
}

/** Parts that are locked, off line (gnu-dummy) or of unknown algorithms are left out. */
export const secretKeyOf: (secret: ListSecret) => SecretKey = oncePer(({ fingerprint, secret }) => ({
  fingerprint,
  parts: readSecretParts(secret),
}));

function readSecretParts(binaryKey: Bytes): readonly SecretPart[] {
  const packets = readPackets(binaryKey, LIMITS.keyFileBytes);
  const secretPackets = packets.ok
    ? packets.value.filter(({ tag }) => tag === TAG.secretKey || tag === TAG.secretSubkey)
    : [];
  return secretPackets.map((packet) => readSecretPart(packet.body())).filter((part) => part !== null);
}

function readSecretPart(content: Bytes): SecretPart | null {
  const key = readPublicKey(content);
  if (key === null || key === "unsupported" || key.algorithm === null) return null;
  const usageAt = key.body.length;
  if (content[usageAt] !== 0) return null;
  const fields = readFields(content, usageAt + 1, key.algorithm.secretKey);
  return fields === null ? null : { key, secret: fields.values };
}
