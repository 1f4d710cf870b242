/**
 * One secret key packet under a passphrase (RFC 9580 §5.5.3), of any algorithm that the room reads. Version 4 in the
 * form that every program knows, version 6 in the one that RFC 9580 §3.7.2.1 recommends.
 */
import { createCipheriv, createHash } from "node:crypto";
import { type Bytes, concatBytes, systemRandom } from "#base";
import { AEAD_MODES, sealAead } from "../algorithms/aead.ts";
import { readFields } from "../packets/packet-fields.ts";
import type { Packet } from "../packets/packets.ts";
import { type PublicKey, readPublicKey } from "../algorithms/public-key.ts";
import { deriveKey, readS2k } from "./s2k.ts";
import { secretAead } from "./secret-checks.ts";
import { writePacket } from "../packets/write-packet.ts";

const [AEAD, DIGEST] = [253, 254];
const AES256 = { id: 9, keyOctets: 32, blockOctets: 16 } as const;
const OCB = 2;
/** SHA-256 over 65,011,712 octets, the most that the format can say, and what gpg asks of a fast machine. */
const ITERATED = { kind: 3, hash: 8, count: 0xff, saltOctets: 8 } as const;
/** Three passes over 64 MiB in four lanes: the second recommendation of RFC 9106 §4. */
const ARGON2 = { kind: 4, passes: 3, lanes: 4, memoryExponent: 16, saltOctets: 16 } as const;

interface OpenPacket {
  readonly tag: number;
  readonly key: PublicKey;
  readonly material: Bytes;
}

/**
 * A packet whose secret is locked already or not in it (gnu-dummy) stays as it is. Throws for one that nobody here
 * can read: it would leave the server in clear or be lost.
 */
export async function lockPacket(packet: Packet, passphrase: string): Promise<Bytes> {
  const content = packet.body();
  const key = readPublicKey(content);
  if (key === null || key === "unsupported" || key.algorithm === null)
    throw new RangeError("a secret key of an algorithm that cannot be locked");
  const usageAt = key.body.length;
  if (content[usageAt] !== 0) return packet.raw;
  const fields = readFields(content, usageAt + 1, key.algorithm.secretKey);
  if (fields === null) throw new RangeError("a secret key that is cut");
  const open = { tag: packet.tag, key, material: content.subarray(usageAt + 1, fields.end) };
  return key.version === 6 ? lockWithAead(open, passphrase) : lockWithDigest(open, passphrase);
}

async function lockWithDigest({ tag, key, material }: OpenPacket, passphrase: string): Promise<Bytes> {
  const salt = systemRandom.bytes(ITERATED.saltOctets);
  const specifier = concatBytes(
    new Uint8Array([ITERATED.kind, ITERATED.hash]),
    salt,
    new Uint8Array([ITERATED.count]),
  );
  const iv = systemRandom.bytes(AES256.blockOctets);
  const cipher = createCipheriv("aes-256-cfb", await derivedKey(specifier, passphrase), iv);
  const digest = createHash("sha1").update(material).digest();
  const encrypted = concatBytes(cipher.update(material), cipher.update(digest), cipher.final());
  return writePacket(tag, key.body, new Uint8Array([DIGEST, AES256.id]), specifier, iv, encrypted);
}

/** Version 6 counts the octets of what is said about the lock, and of the specifier in it. */
async function lockWithAead({ tag, key, material }: OpenPacket, passphrase: string): Promise<Bytes> {
  const mode = AEAD_MODES.get(OCB);
  if (mode === undefined) throw new RangeError("OCB is missing");
  const specifier = concatBytes(
    new Uint8Array([ARGON2.kind]),
    systemRandom.bytes(ARGON2.saltOctets),
    new Uint8Array([ARGON2.passes, ARGON2.lanes, ARGON2.memoryExponent]),
  );
  const nonce = systemRandom.bytes(mode.nonceOctets);
  const lock = { tag, key, cipherId: AES256.id, modeId: OCB, mode, nonce };
  const sealed = sealAead(secretAead(lock, await derivedKey(specifier, passphrase)), material);
  const how = concatBytes(new Uint8Array([AES256.id, OCB, specifier.length]), specifier, nonce);
  return writePacket(tag, key.body, new Uint8Array([AEAD, how.length]), how, ...sealed);
}

async function derivedKey(specifier: Bytes, passphrase: string): Promise<Bytes> {
  const s2k = readS2k(specifier, 0);
  const key = s2k === null ? null : await deriveKey(s2k, passphrase, AES256.keyOctets);
  if (key === null) throw new RangeError("a passphrase beyond our own limits");
  return key;
}
