/** Session keys that are wrapped with a key that both sides agreed on: ECDH, X25519, X448, ML-KEM composites. */
import { createECDH, decapsulate, diffieHellman, type KeyObject } from "node:crypto";
import { type Bytes, concatBytes, fromHex } from "#base";
import type { AddressedPacket } from "../packets/addressed-packet.ts";
import { readEncoded, type SessionKey, withCipher } from "./encoded-session-key.ts";
import {
  compositeKek,
  ecdhKek,
  type Montgomery,
  montgomeryKek,
  POINT_OCTETS,
  unwrapKey,
} from "./key-encryption-key.ts";
import { rawPublicObject } from "../algorithms/key-object.ts";
import { leftPadded, readFields } from "../packets/packet-fields.ts";
import { privateObjects } from "../algorithms/private-key-object.ts";
import type { SecretPart } from "../algorithms/secret-key.ts";

const CIPHERTEXT_OCTETS: Record<Montgomery, number> = { x25519: 1088, x448: 1568 };

/** null for what was not made for this key, or is not well formed: which of both stays in here (S11). */
export function agreedSessionKey(addressed: AddressedPacket, part: SecretPart): SessionKey | null {
  try {
    switch (part.key.algorithm?.kind) {
      case "ecdh":
        return fromEcdh(addressed, part);
      case "xdh":
        return fromMontgomery(addressed, part);
      case "mlkem":
        return fromComposite(addressed, part);
      default:
        return null;
    }
  } catch {
    // A point that is none, or octets that are missing.
    return null;
  }
}

/** RFC 9580 §5.1.5. */
function fromEcdh({ fields, version }: AddressedPacket, part: SecretPart): SessionKey | null {
  const values = readFields(fields, 0, ["mpi", "counted"])?.values;
  if (values === undefined) return null;
  const [point = new Uint8Array(), wrapped = new Uint8Array()] = values;
  const { values: numbers, fingerprint } = part.key;
  const kdf = concatBytes(counted(numbers[0]), counted(numbers[2]), fromHex(fingerprint));
  const padded = unwrapKey(ecdhKek(kdf, ecdhSecret(part, point)), wrapped);
  const padding = padded?.at(-1) ?? 0;
  if (padded === null || padding < 1 || padding > padded.length) return null;
  const isPadded = padded.subarray(-padding).every((octet) => octet === padding);
  return isPadded ? readEncoded(padded.subarray(0, -padding), version) : null;
}

function counted(octets: Bytes = new Uint8Array()): Bytes {
  return concatBytes(new Uint8Array([octets.length]), octets);
}

function ecdhSecret(part: SecretPart, point: Bytes): Bytes {
  const { curve } = part.key;
  if (curve?.isEdwards !== true) {
    const own = createECDH(curve?.node ?? "");
    own.setPrivateKey(leftPadded(part.secret[0] ?? new Uint8Array(), curve?.octets ?? 0));
    return own.computeSecret(point);
  }
  const [privateKey] = privateObjects(part);
  // QUIRK: some programs leave the octet 0x40 in front of the point out (RFC 9580 §11.2).
  return agree("x25519", privateKey, point.length === 33 ? point.subarray(1) : point);
}

function agree(curve: Montgomery, privateKey: KeyObject | undefined, point: Bytes): Bytes {
  if (privateKey === undefined) throw new RangeError("no such private key");
  return diffieHellman({ privateKey, publicKey: rawPublicObject(curve, point) });
}

function curveOf({ key }: SecretPart): Montgomery {
  return key.algorithm?.names?.[0] === "x448" ? "x448" : "x25519";
}

/** RFC 9580 §5.1.6, §5.1.7. */
function fromMontgomery({ fields, version }: AddressedPacket, part: SecretPart): SessionKey | null {
  const curve = curveOf(part);
  const values = readFields(fields, 0, [POINT_OCTETS[curve], "counted"])?.values;
  if (values === undefined) return null;
  const [ephemeral = new Uint8Array(), wrapped = new Uint8Array()] = values;
  const secret = agree(curve, privateObjects(part)[0], ephemeral);
  const [publicKey = new Uint8Array()] = part.key.values;
  return unwrapNamed(montgomeryKek(curve, { ephemeral, publicKey, secret }), wrapped, version);
}

/** RFC 9980 §4.3. */
function fromComposite({ fields, version }: AddressedPacket, part: SecretPart): SessionKey | null {
  const curve = curveOf(part);
  const values = readFields(fields, 0, [POINT_OCTETS[curve], CIPHERTEXT_OCTETS[curve], "counted"])?.values;
  const [classic, mlkem] = privateObjects(part);
  if (values === undefined || mlkem === undefined) return null;
  const [ephemeral = new Uint8Array(), ciphertext = new Uint8Array(), wrapped = new Uint8Array()] = values;
  const secret = agree(curve, classic, ephemeral);
  const [publicKey = new Uint8Array()] = part.key.values;
  const share = decapsulate(mlkem, ciphertext);
  const kek = compositeKek(part.key.algorithmId, share, { ephemeral, publicKey, secret });
  return unwrapNamed(kek, wrapped, version);
}

/** The wrapped key, behind the cipher's number in version 3. */
function unwrapNamed(kek: Bytes, wrapped: Bytes, version: 3 | 6): SessionKey | null {
  const data = unwrapKey(kek, version === 3 ? wrapped.subarray(1) : wrapped);
  if (data === null) return null;
  return version === 3 ? withCipher(data, wrapped[0]) : { data, algorithm: null };
}
