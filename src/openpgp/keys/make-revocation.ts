/** The revocation of a list's own key, made while the key is at hand (RFC 9580 §5.2.1.11). */
import { readPrivateKey } from "openpgp";
import { type Bytes, concatBytes, type ListSecret } from "#base";
import { LIBRARY_CONFIG } from "../library-config.ts";
import { readPackets } from "../packets/packets.ts";
import { revocationsIn } from "./loose-revocations.ts";

/** A public key and its revocation are fewer packets. */
const MOST_PACKETS = 1000;

/** The signature packet. Without a reason, so that it counts from the beginning of the key (RFC 9580 §5.2.3.31). */
export async function makeRevocation(secret: ListSecret, at: Date): Promise<Bytes> {
  const key = await readPrivateKey({ binaryKey: secret.secret, config: LIBRARY_CONFIG });
  const revoked = await key.revoke({}, at, LIBRARY_CONFIG);
  const packets = readPackets(revoked.toPublic().write(), MOST_PACKETS);
  const found = packets.ok ? revocationsIn(packets.value) : [];
  if (found.length === 0) throw new Error("the key was revoked, and no revocation stands in it");
  return concatBytes(...found.map(({ raw }) => raw));
}
