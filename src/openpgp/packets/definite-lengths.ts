import { type Bytes, concatBytes } from "#base";
import { type Packet, readPackets } from "./packets.ts";

/** A tag and a length of five octets. */
const LONGEST_HEADER = 6;
const MOST_PACKETS = 1000;

/**
 * The same packets, none in partial lengths (RFC 9580 §4.2.1.4): the library takes so long for each of them that
 * a mail with one for every octet would keep it busy for minutes. Null for what is no sequence of packets.
 */
export function withDefiniteLengths(source: Bytes): Bytes | null {
  const packets = readPackets(source, MOST_PACKETS);
  if (!packets.ok) return null;
  const isPartial = (packet: Packet): boolean => packet.raw.length - packet.body().length > LONGEST_HEADER;
  if (!packets.value.some(isPartial)) return source;
  return concatBytes(...packets.value.map((packet) => (isPartial(packet) ? definite(packet) : packet.raw)));
}

function definite(packet: Packet): Bytes {
  const body = packet.body();
  const header = Buffer.alloc(LONGEST_HEADER, 0xff);
  header[0] = 0xc0 | packet.tag;
  header.writeUInt32BE(body.length, 2);
  return concatBytes(header, body);
}
