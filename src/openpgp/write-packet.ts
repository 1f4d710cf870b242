import { type Bytes, concatBytes, fromHex } from "#base";
import { type Packet, TAG } from "./packets.ts";
import type { PublicKey } from "./public-key.ts";

/** A packet with the shortest length that fits (RFC 9580 §4.2.1). */
export function writePacket(tag: number, ...content: readonly Bytes[]): Bytes {
  const length = content.reduce((sum, { length: octets }) => sum + octets, 0);
  return concatBytes(new Uint8Array([0xc0 | tag]), lengthOctets(length), ...content);
}

function lengthOctets(length: number): Bytes {
  if (length < 192) return new Uint8Array([length]);
  if (length < 8384) return new Uint8Array([((length - 192) >> 8) + 192, (length - 192) & 255]);
  return fromHex(`ff${length.toString(16).padStart(8, "0")}`);
}

/** A key packet without its secret half; a public one as it is. */
export function publicPacket({ packet, key }: { readonly packet: Packet; readonly key: PublicKey }): Bytes {
  if (packet.tag === TAG.secretKey) return writePacket(TAG.publicKey, key.body);
  return packet.tag === TAG.secretSubkey ? writePacket(TAG.publicSubkey, key.body) : packet.raw;
}
