/** One secret key packet without its passphrase (RFC 9580 §5.5.3). */
import { type Config, SecretKeyPacket, SecretSubkeyPacket } from "openpgp";
import type { Bytes } from "#base";
import { KEY_FILE_CONFIG } from "./library-config.ts";
import { type Packet, TAG } from "./packets.ts";
import { readPublicKey } from "./public-key.ts";
import { writePacket } from "./write-packet.ts";

/** The packet with its secret open; "missing" where it is on a card or off line (gnu-dummy). */
export type Unlocked = Bytes | "locked" | "missing" | "unsupported";

/** The library's types leave the second arguments out, without which its defaults bound what a passphrase costs. */
interface Lockable {
  read(content: Bytes, config: Config): Promise<void>;
  decrypt(passphrase: string, config: Config): Promise<void>;
  write(): Bytes;
  isMissingSecretKeyMaterial(): boolean;
}

export async function unlockPacket(packet: Packet, passphrase: string | null): Promise<Unlocked> {
  const content = packet.body();
  const key = readPublicKey(content);
  if (key === null || key === "unsupported" || key.algorithm === null) return "unsupported";
  if (content[key.body.length] === 0) return packet.raw;
  const lockable = packet.tag === TAG.secretKey ? new SecretKeyPacket() : new SecretSubkeyPacket();
  return unlock(lockable, content, { tag: packet.tag, passphrase });
}

interface How {
  readonly tag: number;
  readonly passphrase: string | null;
}

async function unlock(lockable: Lockable, content: Bytes, { tag, passphrase }: How): Promise<Unlocked> {
  try {
    await lockable.read(content, KEY_FILE_CONFIG);
  } catch {
    return "unsupported";
  }
  if (lockable.isMissingSecretKeyMaterial()) return "missing";
  if (passphrase === null) return "locked";
  return lockable.decrypt(passphrase, KEY_FILE_CONFIG).then(
    () => writePacket(tag, lockable.write()),
    () => "locked" as const,
  );
}
