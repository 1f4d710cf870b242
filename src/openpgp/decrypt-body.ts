/**
 * From the encrypted packet and a session key to the packets inside. SEIPD version 1 with the usual ciphers
 * goes through node:crypto in one pass; old ciphers and version 2 through the library.
 */
import { createDecipheriv, createHash, timingSafeEqual } from "node:crypto";
import { type Message, readMessage } from "openpgp";
import { type Bytes, concatBytes } from "#base";
import { withDefiniteLengths } from "./definite-lengths.ts";
import { readingConfig } from "./library-config.ts";
import type { Packet } from "./packets.ts";
import type { CipherName } from "./policy.ts";
import type { SessionKey } from "./session-key.ts";

/** Plain packets as octets, or as the library has read them; null if key or integrity do not fit. */
export async function decryptBody(
  body: Packet,
  sessionKey: SessionKey,
): Promise<Bytes | Message<Bytes> | null> {
  const content = body.body();
  const cipher =
    content[0] === 1 && sessionKey.algorithm !== null ? NODE_CIPHERS[sessionKey.algorithm] : undefined;
  return cipher === undefined
    ? decryptWithLibrary(body, sessionKey)
    : decryptVersion1(content.subarray(1), sessionKey.data, cipher);
}

interface NodeCipher {
  readonly name: string;
  readonly blockOctets: number;
}

const NODE_CIPHERS: Partial<Record<CipherName, NodeCipher>> = {
  aes128: { name: "aes-128-cfb", blockOctets: 16 },
  aes192: { name: "aes-192-cfb", blockOctets: 16 },
  aes256: { name: "aes-256-cfb", blockOctets: 16 },
  tripledes: { name: "des-ede3-cfb", blockOctets: 8 },
};

const MDC_OCTETS = 22;
const DIGEST_OCTETS = 20;

/**
 * RFC 9580 §5.13.1. The two repeated octets of the prefix are not looked at: telling them apart from a bad
 * digest would be an oracle.
 */
function decryptVersion1(encrypted: Bytes, key: Bytes, cipher: NodeCipher): Bytes | null {
  const start = cipher.blockOctets + 2;
  if (encrypted.length < start + MDC_OCTETS) return null;
  const decipher = createDecipheriv(cipher.name, key, Buffer.alloc(cipher.blockOctets));
  const plain = concatBytes(decipher.update(encrypted), decipher.final());
  const digestStart = plain.length - DIGEST_OCTETS;
  const digest = createHash("sha1").update(plain.subarray(0, digestStart)).digest();
  const isWhole = timingSafeEqual(digest, plain.subarray(digestStart));
  const hasMark = plain[digestStart - 2] === 0xd3 && plain[digestStart - 1] === DIGEST_OCTETS;
  return isWhole && hasMark ? plain.subarray(start, plain.length - MDC_OCTETS) : null;
}

async function decryptWithLibrary(body: Packet, sessionKey: SessionKey): Promise<Message<Bytes> | null> {
  try {
    const config = readingConfig(body.raw.length);
    const binaryMessage = withDefiniteLengths(body.raw);
    if (binaryMessage === null) return null;
    const message = await readMessage({ binaryMessage, config });
    const key = { data: sessionKey.data, algorithm: sessionKey.algorithm ?? "aes256" } as const;
    return (await message.decrypt(undefined, undefined, [key], undefined, config)) as Message<Bytes>;
  } catch {
    return null;
  }
}
