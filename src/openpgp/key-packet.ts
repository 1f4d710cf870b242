/**
 * The key packet of one recipient: a version 3 PKESK (RFC 9580 §5.1.1) made over node:crypto. It is the
 * only work per member, so nothing is parsed here: everything is in the Recipient and the session key.
 */
import {
  constants,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
  publicEncrypt,
} from "node:crypto";
import { type Bytes, concatBytes, type Recipient, type SealedBody, view } from "#base";
import { ecdhKek, montgomeryKek, wrapKey } from "./key-encryption-key.ts";
import { writeMpi } from "./packet-fields.ts";
import { TAG } from "./packets.ts";

const AES256 = 9;
const PUBLIC_KEY_ALGORITHM = { rsa: 1, ecdh: 18, x25519: 25 } as const;
const CURVES = { p256: "P-256", p384: "P-384", p521: "P-521" } as const;
const X25519_OCTETS = 32;

/**
 * The packet to put in front of a sealed body. The form of its length is chosen so that packet and body
 * together are no multiple of three octets long: their armour then ends in "=".
 *
 * QUIRK: gpg 2.2 exits 2 ("invalid radix64 character") on armour without CRC24 that does not end so.
 */
export function keyPacket(recipient: Recipient, body: SealedBody): Bytes {
  const fields = encryptedSessionKey(recipient, body.sessionKey);
  const content = concatBytes(new Uint8Array([3]), recipient.locator, fields);
  const short = concatBytes(packetHeader(content.length, false), content);
  const isShortGood = (short.length + body.shared.length) % 3 !== 0;
  return isShortGood ? short : concatBytes(packetHeader(content.length, true), content);
}

/**
 * The shortest header, or one whose length differs by no multiple of three: five octets of length
 * (RFC 9580 §4.2.1), for longer packets the legacy form of four (RFC 9580 §4.2.2).
 */
function packetHeader(length: number, isLong: boolean): Bytes {
  const isShort = length < 192;
  const octets = [0, 0, length >> 8, length & 255];
  if (isLong)
    return new Uint8Array(
      isShort ? [0xc0 | TAG.pkesk, 255, ...octets] : [0x82 | (TAG.pkesk << 2), ...octets],
    );
  if (isShort) return new Uint8Array([0xc0 | TAG.pkesk, length]);
  return new Uint8Array([0xc0 | TAG.pkesk, ((length - 192) >> 8) + 192, (length - 192) & 255]);
}

function encryptedSessionKey(recipient: Recipient, sessionKey: Bytes): Bytes {
  switch (recipient.algorithm) {
    case "rsa":
      return rsaFields(recipient, sessionKey);
    case "x25519":
      return x25519Fields(recipient, sessionKey);
    case "cv25519":
    case "p256":
    case "p384":
    case "p521":
      return ecdhFields(recipient, sessionKey);
    default:
      throw new Error(`no PKESK is written for ${recipient.algorithm}`);
  }
}

/** RFC 9580 §5.1.3. */
function rsaFields(recipient: Recipient, sessionKey: Bytes): Bytes {
  const key = publicKeyOf(recipient);
  const encrypted = publicEncrypt(
    { key, padding: constants.RSA_PKCS1_PADDING },
    encodedSessionKey(sessionKey),
  );
  return concatBytes(new Uint8Array([PUBLIC_KEY_ALGORITHM.rsa]), writeMpi(encrypted));
}

/** RFC 9580 §5.1.5 and §11.5. */
function ecdhFields(recipient: Recipient, sessionKey: Bytes): Bytes {
  const ephemeral =
    recipient.algorithm === "cv25519" ? generateKeyPairSync("x25519") : nistKeyPair(recipient);
  const secret = diffieHellman({ privateKey: ephemeral.privateKey, publicKey: publicKeyOf(recipient) });
  const wrapped = wrapKey(ecdhKek(recipient.kdf, secret), padToEight(encodedSessionKey(sessionKey)));
  return concatBytes(
    new Uint8Array([PUBLIC_KEY_ALGORITHM.ecdh]),
    writeMpi(pointOf(ephemeral.publicKey)),
    new Uint8Array([wrapped.length]),
    wrapped,
  );
}

function nistKeyPair(recipient: Recipient): { publicKey: KeyObject; privateKey: KeyObject } {
  const namedCurve = CURVES[recipient.algorithm as keyof typeof CURVES];
  return generateKeyPairSync("ec", { namedCurve });
}

/** RFC 9580 §5.1.6. */
function x25519Fields(recipient: Recipient, sessionKey: Bytes): Bytes {
  const ephemeral = generateKeyPairSync("x25519");
  const publicKey = publicKeyOf(recipient);
  const secret = diffieHellman({ privateKey: ephemeral.privateKey, publicKey });
  const point = rawX25519(ephemeral.publicKey);
  const agreed = { ephemeral: point, publicKey: recipient.publicKey.subarray(-X25519_OCTETS), secret };
  const wrapped = wrapKey(montgomeryKek("x25519", agreed), sessionKey);
  const lead = new Uint8Array([wrapped.length + 1, AES256]);
  return concatBytes(new Uint8Array([PUBLIC_KEY_ALGORITHM.x25519]), point, lead, wrapped);
}

/** Cipher, key and the checksum over the key's octets (RFC 9580 §5.1.3). */
function encodedSessionKey(sessionKey: Bytes): Bytes {
  const sum = sessionKey.reduce((total, octet) => (total + octet) & 0xffff, 0);
  return concatBytes(new Uint8Array([AES256]), sessionKey, new Uint8Array([sum >> 8, sum & 255]));
}

function padToEight(octets: Bytes): Bytes {
  const missing = 8 - (octets.length % 8);
  return concatBytes(octets, new Uint8Array(missing).fill(missing));
}

/** The ephemeral point with the prefix that says its form (RFC 9580 §11.2). */
function pointOf(key: KeyObject): Bytes {
  if (key.asymmetricKeyType === "x25519") return concatBytes(new Uint8Array([0x40]), rawX25519(key));
  const { x = "", y = "" } = key.export({ format: "jwk" });
  return concatBytes(new Uint8Array([0x04]), Buffer.from(x, "base64url"), Buffer.from(y, "base64url"));
}

/** As a JWK, because that is ten times cheaper here than the DER form. */
function rawX25519(key: KeyObject): Bytes {
  return Buffer.from(key.export({ format: "jwk" }).x ?? "", "base64url");
}

const publicKeys = new WeakMap<Recipient, KeyObject>();

function publicKeyOf(recipient: Recipient): KeyObject {
  const kept = publicKeys.get(recipient);
  if (kept !== undefined) return kept;
  const key = createPublicKey({ key: view(recipient.publicKey), format: "der", type: "spki" });
  publicKeys.set(recipient, key);
  return key;
}
