/** Compressed data (RFC 9580 §5.6) within the limit of S10. */
import { promisify } from "node:util";
import { inflate, inflateRaw } from "node:zlib";
import { type Bytes, LIMITS } from "#base";
import { readPackets, TAG } from "./packets.ts";

const ZIP = 1;
const ZLIB = 2;
/** Packets in one message: a literal, and for each signature two. */
const MOST_PACKETS = 1000;

/** Octets that data of this size may become. */
export function decompressedLimit(compressedOctets: number): number {
  const { decompressionRatio, decompressedBytesSmall, decompressedBytes } = LIMITS;
  return Math.min(decompressedBytes, Math.max(decompressedBytesSmall, decompressionRatio * compressedOctets));
}

/**
 * The packets inside a message that is one compressed packet; any other message as it is. Null for
 * compression in compression. Throws on broken data and beyond the limit. BZip2 is left to the library.
 *
 * QUIRK: sq pads its messages with octets behind the end of the compressed stream; the library's own
 * decompression refuses them.
 */
export async function decompress(source: Bytes): Promise<Bytes | null> {
  const body = compressedBody(source);
  if (body === null) return source;
  const plain = await inflateBody(body);
  if (plain === null) return source;
  return compressedBody(plain) === null ? plain : null;
}

function compressedBody(source: Bytes): Bytes | null {
  const packets = readPackets(source, MOST_PACKETS);
  const relevant = packets.ok
    ? packets.value.filter(({ tag }) => tag !== TAG.marker && tag !== TAG.padding)
    : [];
  const [first] = relevant;
  return first?.tag === TAG.compressed && relevant.length === 1 ? first.body() : null;
}

async function inflateBody(body: Bytes): Promise<Bytes | null> {
  const data = body.subarray(1);
  if (body[0] === 0) return data;
  const options = { maxOutputLength: decompressedLimit(data.length) };
  if (body[0] === ZIP) return promisify(inflateRaw)(data, options);
  return body[0] === ZLIB ? promisify(inflate)(data, options) : null;
}
