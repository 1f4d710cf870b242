import { type Bytes, concatBytes, fromHex, gatherBytes } from "#base";
import { type Packet, TAG } from "./packets.ts";
import type { PublicKey } from "../algorithms/public-key.ts";

/** A packet with the shortest length that fits (RFC 9580 §4.2.1). */
export function writePacket(tag: number, ...content: readonly Bytes[]): Bytes {
  return concatBytes(packetHead(tag, octetsOf(content)), ...content);
}

/** The same for content that is made piece by piece. @param length of all of it, in octets */
export function gatherPacket(tag: number, length: number, content: Iterable<Bytes>): Bytes {
  const head = packetHead(tag, length);
  const packet = gatherBytes(head.length + length, withHead(head, content));
  if (packet.length < head.length + length) throw new Error("the packet is shorter than its length says");
  return packet;
}

function* withHead(head: Bytes, content: Iterable<Bytes>): Generator<Bytes> {
  yield head;
  yield* content;
}

/** What stands in front of so many octets of content. */
export function packetHead(tag: number, length: number): Bytes {
  return concatBytes(new Uint8Array([0xc0 | tag]), lengthOctets(length));
}

export function octetsOf(pieces: readonly Bytes[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0);
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
