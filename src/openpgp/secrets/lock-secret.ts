/** A list's private key on its way out of the server: under a passphrase, for backup or a move. */
import { type Bytes, concatBytes, LIMITS, type ListSecret } from "#base";
import { lockPacket } from "./lock-packet.ts";
import { readPackets, TAG } from "../packets/packets.ts";
import { armourKey } from "../keys/read-keys.ts";

/**
 * Armoured secret key, locked; `unlockSecret` reads it back, and so does gpg if it knows the algorithms. All packets
 * are there, in their order.
 */
export async function lockSecret(secret: ListSecret, passphrase: string): Promise<string> {
  const packets = readPackets(secret.secret, LIMITS.keyFileBytes);
  if (!packets.ok) throw new RangeError("a list's secret that is no key");
  const locked: Bytes[] = [];
  for (const packet of packets.value) {
    const isSecret = packet.tag === TAG.secretKey || packet.tag === TAG.secretSubkey;
    locked.push(isSecret ? await lockPacket(packet, passphrase) : packet.raw);
  }
  return armourKey(concatBytes(...locked));
}
