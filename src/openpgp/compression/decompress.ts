/** Compressed data (RFC 9580 §5.6) within the limit of S10. */
import { promisify } from "node:util";
import { inflate, inflateRaw } from "node:zlib";
import { type Bytes, decompressedLimit } from "#base";
import { bunzip2 } from "./bunzip2.ts";
import { messagePackets } from "../packets/message-packets.ts";
import { type Packet, TAG } from "../packets/packets.ts";

const [UNCOMPRESSED, ZIP, ZLIB, BZIP2] = [0, 1, 2, 3];

/**
 * The packets inside a message that is one compressed packet; any other message as it is. Null for
 * compression in compression. Throws on broken data and beyond the limit.
 *
 * QUIRK: sq pads its messages with octets behind the end of the compressed stream.
 */
export async function decompress(source: Bytes): Promise<Bytes | null> {
  const packet = compressedPacket(source);
  if (packet === null) return source;
  const plain = await inflatePacket(packet);
  return compressedPacket(plain) === null ? plain : null;
}

function compressedPacket(source: Bytes): Packet | null {
  const packets = messagePackets(source) ?? [];
  const [first] = packets;
  return first?.tag === TAG.compressed && packets.length === 1 ? first : null;
}

async function inflatePacket(packet: Packet): Promise<Bytes> {
  const [algorithm, data] = [packet.body()[0], packet.body().subarray(1)];
  const maxOutputLength = decompressedLimit(data.length);
  switch (algorithm) {
    case UNCOMPRESSED:
      return data;
    case ZIP:
      return promisify(inflateRaw)(data, { maxOutputLength });
    case ZLIB:
      return promisify(inflate)(data, { maxOutputLength });
    case BZIP2:
      return bunzip2(data, maxOutputLength);
    default:
      throw new RangeError("an unknown compression");
  }
}
