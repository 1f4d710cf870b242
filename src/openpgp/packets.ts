/**
 * Packet framing (RFC 9580 §4.2): where each packet of a sequence begins and ends, without reading what
 * is inside. Key files are split with it, and messages are looked at before the library sees them.
 */
import { type Bytes, concatBytes, err, ok, type Result } from "#base";

/** Packet type IDs (RFC 9580 §5). */
export const TAG = {
  pkesk: 1,
  signature: 2,
  skesk: 3,
  onePassSignature: 4,
  secretKey: 5,
  publicKey: 6,
  secretSubkey: 7,
  compressed: 8,
  sed: 9,
  marker: 10,
  literal: 11,
  trust: 12,
  userId: 13,
  publicSubkey: 14,
  seipd: 18,
  padding: 21,
} as const;

export interface Packet {
  readonly tag: number;
  /** The packet with its header, as it stands in the source. */
  readonly raw: Bytes;
  /** The packet's contents, with partial lengths joined. */
  body(): Bytes;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Splits octets into packets; null stands for a header or length that cannot be. */
export function readPackets(
  source: Bytes,
  most: number,
): Result<readonly Packet[], "malformed" | "too-large"> {
  const packets: Packet[] = [];
  let offset = 0;
  while (offset < source.length) {
    if (packets.length >= most) return err("too-large");
    const packet = readPacket(source, offset);
    if (packet === null) return err("malformed");
    packets.push(packet);
    offset += packet.raw.length;
  }
  return ok(packets);
}

function readPacket(source: Bytes, offset: number): Packet | null {
  const first = source[offset] ?? 0;
  if ((first & 0x80) === 0) return null;
  const isNewFormat = (first & 0x40) !== 0;
  const tag = isNewFormat ? first & 0x3f : (first >> 2) & 0x0f;
  const spans = isNewFormat
    ? newFormatSpans(source, offset + 1)
    : oldFormatSpans(source, offset + 1, first & 3);
  const last = spans?.at(-1);
  if (spans === null || last === undefined) return null;
  return {
    tag,
    raw: source.subarray(offset, last.end),
    body: () => concatBytes(...spans.map((span) => source.subarray(span.start, span.end))),
  };
}

/** RFC 9580 §4.2.1: one, two and five octet lengths, and partial ones until a definite length ends them. */
function newFormatSpans(source: Bytes, offset: number): readonly Span[] | null {
  const spans: Span[] = [];
  for (let at = offset; ;) {
    const length = newFormatLength(source, at);
    if (length === null) return null;
    const start = at + length.octets;
    const end = start + length.value;
    if (end > source.length) return null;
    spans.push({ start, end });
    if (!length.partial) return spans;
    at = end;
  }
}

interface Length {
  readonly octets: number;
  readonly value: number;
  readonly partial: boolean;
}

function newFormatLength(source: Bytes, at: number): Length | null {
  const first = source[at];
  if (first === undefined) return null;
  if (first < 192) return { octets: 1, value: first, partial: false };
  if (first >= 224 && first < 255) return { octets: 1, value: 2 ** (first & 0x1f), partial: true };
  const value = first === 255 ? bigEndian(source, at + 1, 4) : twoOctetLength(first, source[at + 1]);
  if (value === null) return null;
  return { octets: first === 255 ? 5 : 2, value, partial: false };
}

function twoOctetLength(first: number, second: number | undefined): number | null {
  return second === undefined ? null : (first - 192) * 256 + second + 192;
}

/** RFC 9580 §4.2.2; type 3 runs to the end of the source (gpg writes compressed data so). */
function oldFormatSpans(source: Bytes, offset: number, lengthType: number): readonly Span[] | null {
  if (lengthType === 3) return [{ start: offset, end: source.length }];
  const octets = 2 ** lengthType;
  const value = bigEndian(source, offset, octets);
  if (value === null || offset + octets + value > source.length) return null;
  return [{ start: offset + octets, end: offset + octets + value }];
}

/** An unsigned big-endian number, or null if the source ends before it. */
export function bigEndian(source: Bytes, offset: number, octets: number): number | null {
  if (offset + octets > source.length) return null;
  let value = 0;
  for (let index = 0; index < octets; index++) value = value * 256 + (source[offset + index] ?? 0);
  return value;
}
