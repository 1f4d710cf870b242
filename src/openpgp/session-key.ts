/**
 * From a PKESK to the session key (RFC 9580 §5.1). Elliptic curves go through the library; RSA goes
 * through node:crypto, whose OpenSSL answers bad padding with other octets and no error (implicit
 * rejection): from there on good and bad take the same way (S11).
 */
import { createHash, createPrivateKey, constants, type KeyObject, privateDecrypt } from "node:crypto";
import { decryptSessionKeys, enums, type PrivateKey, readMessage } from "openpgp";
import { type Bytes, concatBytes, equalBytes, toHex } from "#base";
import { readMpi, rsaPrivateJwk } from "./key-material.ts";
import { DECRYPTION_CONFIG } from "./library-config.ts";
import type { Packet } from "./packets.ts";
import { type CipherName, READABLE_CIPHERS } from "./policy.ts";

export interface SessionKey {
  readonly data: Bytes;
  /** null with SEIPD version 2, which names the cipher itself (RFC 9580 §5.13.2). */
  readonly algorithm: CipherName | null;
}

/** What a PKESK says about whom it is for; version 3 and 6 (RFC 9580 §5.1.1, §5.1.2). */
export interface AddressedPacket {
  readonly packet: Packet;
  readonly version: 3 | 6;
  /** Lower-case hex, or null for a hidden recipient. */
  readonly keyId: string | null;
}

const WILDCARD = "0".repeat(16);

export function readAddress(packet: Packet): AddressedPacket | null {
  const body = packet.body();
  if (body[0] === 3 && body.length > 10) {
    const keyId = toHex(body.subarray(1, 9));
    return { packet, version: 3, keyId: keyId === WILDCARD ? null : keyId };
  }
  if (body[0] !== 6 || body.length < 3) return null;
  const length = body[1] ?? 0;
  const fingerprint = body.subarray(3, 2 + length);
  const keyId = body[2] === 4 ? fingerprint.subarray(-8) : fingerprint.subarray(0, 8);
  return { packet, version: 6, keyId: length === 0 ? null : toHex(keyId) };
}

/** The session key for one of our keys, or null if this packet is not for it. RSA always gives one. */
export async function decryptSessionKey(
  addressed: AddressedPacket,
  key: PrivateKey,
): Promise<SessionKey | null> {
  const rsa = addressed.version === 3 ? rsaKeyFor(addressed, key) : null;
  if (rsa !== null) return rsaSessionKey(addressed.packet.body(), rsa);
  try {
    const message = await readMessage({ binaryMessage: addressed.packet.raw, config: DECRYPTION_CONFIG });
    const [found] = await decryptSessionKeys({ message, decryptionKeys: key, config: DECRYPTION_CONFIG });
    return found ? { data: found.data, algorithm: cipherNamed(found.algorithm) } : null;
  } catch {
    return null;
  }
}

function cipherNamed(name: string | null): CipherName | null {
  return [...READABLE_CIPHERS.values()].find((cipher) => cipher.name === name)?.name ?? null;
}

const RSA_ALGORITHMS: ReadonlySet<number> = new Set([
  enums.publicKey.rsaEncryptSign,
  enums.publicKey.rsaEncrypt,
]);
const rsaKeys = new WeakMap<object, KeyObject | null>();

/** Our RSA key that a version 3 packet names; for a hidden recipient the first one. */
function rsaKeyFor({ packet, keyId }: AddressedPacket, key: PrivateKey): KeyObject | null {
  if (!RSA_ALGORITHMS.has(packet.body()[9] ?? 0)) return null;
  const candidates = [...key.subkeys, key].filter(({ keyPacket }) => RSA_ALGORITHMS.has(keyPacket.algorithm));
  const match = candidates.find((candidate) => keyId === null || candidate.getKeyID().toHex() === keyId);
  const index =
    match === undefined ? -1 : key.getKeys().findIndex((one) => one.keyPacket === match.keyPacket);
  const publicPacket = key.toPublic().getKeys()[index]?.keyPacket;
  if (match === undefined || publicPacket === undefined) return null;
  const kept = rsaKeys.get(match.keyPacket);
  if (kept !== undefined) return kept;
  const jwk = rsaPrivateJwk(publicPacket.write(), match.keyPacket.write());
  const made = jwk === null ? null : createPrivateKey({ key: jwk, format: "jwk" });
  rsaKeys.set(match.keyPacket, made);
  return made;
}

const RSA_FIELDS_START = 10;

function rsaSessionKey(body: Bytes, key: KeyObject): SessionKey {
  const encrypted = readMpi(body, RSA_FIELDS_START)?.value ?? new Uint8Array();
  const size = (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8;
  const padded = Buffer.concat([Buffer.alloc(Math.max(0, size - encrypted.length)), encrypted]);
  return parseEncoded(decryptOrGarbage(key, padded));
}

/** Octets of a wrong length for the key make OpenSSL throw; they get garbage like wrong padding does. */
function decryptOrGarbage(key: KeyObject, encrypted: Bytes): Bytes {
  try {
    return privateDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, encrypted);
  } catch {
    return new Uint8Array();
  }
}

/** Cipher, key, checksum; whatever is wrong with it gives a key that opens nothing, the same each time. */
function parseEncoded(encoded: Bytes): SessionKey {
  const cipher = READABLE_CIPHERS.get(encoded[0] ?? 0);
  const data = encoded.subarray(1, encoded.length - 2);
  const sum = data.reduce((total, octet) => (total + octet) & 0xffff, 0);
  const isGood = equalBytes(encoded.subarray(encoded.length - 2), new Uint8Array([sum >> 8, sum & 255]));
  if (cipher !== undefined && isGood && data.length === cipher.keyBytes)
    return { data, algorithm: cipher.name };
  const garbage = createHash("sha256")
    .update(concatBytes(new Uint8Array([0]), encoded))
    .digest();
  return { data: garbage, algorithm: "aes256" };
}
