/** Secret keys locked with ciphers that OpenSSL lacks: through the library. */
import { type Config, SecretKeyPacket, SecretSubkeyPacket } from "openpgp";
import type { Bytes } from "#base";
import { KEY_FILE_CONFIG } from "../library-config.ts";
import { type Packet, TAG } from "../packets/packets.ts";
import { writePacket } from "../packets/write-packet.ts";

/** The library's types leave the second arguments out, without which its defaults bound what a passphrase costs. */
interface Lockable {
  read(content: Bytes, config: Config): Promise<void>;
  decrypt(passphrase: string, config: Config): Promise<void>;
  write(): Bytes;
}

/** The packet with its secret open, or "locked". */
export async function unlockOldCipher(packet: Packet, passphrase: string): Promise<Bytes | "locked"> {
  const lockable: Lockable = packet.tag === TAG.secretKey ? new SecretKeyPacket() : new SecretSubkeyPacket();
  try {
    await lockable.read(packet.body(), KEY_FILE_CONFIG);
    await lockable.decrypt(passphrase, KEY_FILE_CONFIG);
    return writePacket(packet.tag, lockable.write());
  } catch {
    return "locked";
  }
}
