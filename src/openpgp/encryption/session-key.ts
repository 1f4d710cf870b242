/**
 * From a PKESK to the session key (RFC 9580 §5.1, RFC 9980 §4.3), all over node:crypto. OpenSSL answers bad RSA
 * padding with other octets and no error (implicit rejection): from there on good and bad take the same way (S11).
 */
import { constants, createHash, type KeyObject, privateDecrypt } from "node:crypto";
import { type Bytes, concatBytes, view } from "#base";
import type { AddressedPacket } from "../packets/addressed-packet.ts";
import { agreedSessionKey } from "./agreed-session-key.ts";
import { elgamalDecrypt } from "../algorithms/elgamal.ts";
import { readEncoded, type SessionKey } from "./encoded-session-key.ts";
import { leftPadded, readFields, readMpi } from "../packets/packet-fields.ts";
import { privateObjects } from "../algorithms/private-key-object.ts";
import type { SecretPart } from "../algorithms/secret-key.ts";

/** The session key by one part of a key, or null if this packet is not for it. RSA always gives one. */
export function decryptSessionKey(addressed: AddressedPacket, part: SecretPart): SessionKey | null {
  const { fields, version } = addressed;
  switch (part.key.algorithm?.kind) {
    case "rsa": {
      const [key] = privateObjects(part);
      return key === undefined ? null : parseEncoded(decryptRsa(fields, key), version);
    }
    case "elgamal": {
      const values = readFields(fields, 0, ["mpi", "mpi"])?.values;
      return values === undefined ? null : parseEncoded(elgamalDecrypt(part, values), version);
    }
    default:
      return agreedSessionKey(addressed, part);
  }
}

function decryptRsa(fields: Bytes, key: KeyObject): Bytes {
  const encrypted = readMpi(fields, 0)?.value ?? new Uint8Array();
  const octets = Math.ceil((key.asymmetricKeyDetails?.modulusLength ?? 0) / 8);
  try {
    return privateDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, view(leftPadded(encrypted, octets)));
  } catch {
    // Octets of a wrong length for the key make OpenSSL throw; they get garbage like wrong padding does.
    return new Uint8Array();
  }
}

/** Cipher, key, checksum; whatever is wrong with it gives a key that opens nothing, the same each time. */
function parseEncoded(encoded: Bytes, version: 3 | 6): SessionKey {
  const good = readEncoded(encoded, version);
  if (good !== null) return good;
  const garbage = createHash("sha256")
    .update(concatBytes(new Uint8Array([0]), encoded))
    .digest();
  return { data: garbage, algorithm: version === 3 ? "aes256" : null };
}
