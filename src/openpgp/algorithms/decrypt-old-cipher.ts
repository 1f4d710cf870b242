/** SEIPD version 1 with ciphers that OpenSSL does not offer: through the library, read only. */
import { type Message, readMessage } from "openpgp";
import { type Bytes, concatBytes, LIMITS } from "#base";
import { withDefiniteLengths } from "../packets/definite-lengths.ts";
import { LIBRARY_CONFIG, readingConfig } from "../library-config.ts";
import { type Packet, TAG } from "../packets/packets.ts";
import type { CipherName } from "../policy.ts";
import { writePacket } from "../packets/write-packet.ts";

export type OldCipher = "cast5" | "blowfish" | "twofish";

const OLD_CIPHERS: ReadonlySet<string> = new Set<OldCipher>(["cast5", "blowfish", "twofish"]);

/** Ciphers that only the library has. */
export function isOldCipher(cipher: CipherName): cipher is OldCipher {
  return OLD_CIPHERS.has(cipher);
}

/**
 * The literal inside with its signatures in front of it, or null. The library gives no octets, only packets that it
 * has read: they are written anew.
 */
export async function decryptOldCipher(
  body: Packet,
  sessionKey: { readonly data: Bytes; readonly algorithm: OldCipher },
): Promise<Bytes | null> {
  if (body.raw.length > LIMITS.oldCipherBytes) return null;
  const binaryMessage = withDefiniteLengths(body.raw);
  if (binaryMessage === null) return null;
  try {
    const config = readingConfig(body.raw.length);
    const message = await readMessage({ binaryMessage, config });
    const opened = await message.decrypt(undefined, undefined, [sessionKey], undefined, config);
    return await rewritten(opened.unwrapCompressed() as Message<Bytes>);
  } catch {
    return null;
  }
}

async function rewritten(message: Message<Bytes>): Promise<Bytes | null> {
  const content = message.getLiteralData();
  if (content === null) return null;
  const results = await message.verify([], undefined, LIBRARY_CONFIG);
  const packets = await Promise.all(results.map(async ({ signature }) => (await signature).packets[0]));
  const signatures = packets.filter((packet) => packet !== undefined);
  return concatBytes(
    ...signatures.map((packet) => writePacket(TAG.signature, packet.write())),
    writePacket(TAG.literal, new Uint8Array([0x62, 0, 0, 0, 0, 0]), content),
  );
}
