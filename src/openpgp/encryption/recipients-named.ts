/** Whom a message says it is sealed to, read without any key. Anybody can have written it. */
import { type Bytes, LIMITS } from "#base";
import { readAddress } from "../packets/addressed-packet.ts";
import { toBinary } from "../packets/armour.ts";
import { readPackets, TAG } from "../packets/packets.ts";

/** Key ids, of version 6 fingerprints, upper-case hex; null for a hidden recipient (RFC 9580 §5.1). Empty: unreadable. */
export function recipientsNamed(ciphertext: Bytes): readonly (string | null)[] {
  const binary = toBinary(ciphertext, "PGP MESSAGE");
  const packets = binary.ok ? readPackets(binary.value, LIMITS.recipientsRead + 1) : null;
  if (packets === null || !packets.ok) return [];
  return packets.value
    .filter(({ tag }) => tag === TAG.pkesk)
    .map(readAddress)
    .flatMap((addressed) => (addressed === null ? [] : [addressed.keyId ?? addressed.fingerprint]));
}
