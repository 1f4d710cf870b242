/**
 * From the encrypted packet and a session key to the packets inside: over node:crypto, the ciphers that OpenSSL
 * lacks through the library.
 */
import { createDecipheriv, createHash, timingSafeEqual } from "node:crypto";
import { type Bytes, cipherPieces, gatherBytes } from "#base";
import { decryptGnupgAead, decryptVersion2 } from "../algorithms/aead-chunks.ts";
import { type BlockCipher, BLOCK_CIPHERS } from "../algorithms/block-ciphers.ts";
import { decryptOldCipher, isOldCipher } from "../algorithms/decrypt-old-cipher.ts";
import type { SessionKey } from "./encoded-session-key.ts";
import { type Packet, TAG } from "../packets/packets.ts";

/** Plain packets; null if key or integrity do not fit. */
export async function decryptBody(body: Packet, sessionKey: SessionKey): Promise<Bytes | null> {
  const content = body.body();
  if (body.tag === TAG.gnupgAead) return decryptGnupgAead(content, sessionKey.data);
  if (content[0] === 2) return decryptVersion2(content, sessionKey.data);
  if (content[0] !== 1 || sessionKey.algorithm === null) return null;
  const { algorithm, data } = sessionKey;
  if (isOldCipher(algorithm)) return decryptOldCipher(body, { data, algorithm });
  return decryptVersion1(content.subarray(1), data, BLOCK_CIPHERS[algorithm]);
}

const MDC_OCTETS = 22;
const DIGEST_OCTETS = 20;

/**
 * RFC 9580 §5.13.1. The two repeated octets of the prefix are not looked at: telling them apart from a bad
 * digest would be an oracle.
 */
function decryptVersion1(encrypted: Bytes, key: Bytes, cipher: BlockCipher): Bytes | null {
  const start = cipher.blockOctets + 2;
  if (encrypted.length < start + MDC_OCTETS) return null;
  const decipher = createDecipheriv(cipher.name, key, Buffer.alloc(cipher.blockOctets));
  const plain = gatherBytes(encrypted.length, cipherPieces(decipher, encrypted));
  const digestStart = plain.length - DIGEST_OCTETS;
  const digest = createHash("sha1").update(plain.subarray(0, digestStart)).digest();
  const isWhole = timingSafeEqual(digest, plain.subarray(digestStart));
  const hasMark = plain[digestStart - 2] === 0xd3 && plain[digestStart - 1] === DIGEST_OCTETS;
  return isWhole && hasMark ? plain.subarray(start, plain.length - MDC_OCTETS) : null;
}
