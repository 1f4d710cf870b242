/**
 * Packet framing (RFC 9580 §4.2): where each packet of a sequence begins and ends, without reading what
 * is inside. Key files are split with it, and messages are looked at before the library sees them.
 */
import { type Bytes, err, ok, type Result } from "#base";

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
  userAttribute: 17,
  seipd: 18,
  /** LibrePGP: OCB encrypted data. */
  gnupgAead: 20,
  padding: 21,
} as const;

export interface Packet {
  readonly tag: number;
  /** The packet with its header, as it stands in the source. */
  readonly raw: Bytes;
  /** The packet's contents, with partial lengths joined; a view if there are none. */
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
  if (!isNewFormat) return oldFormatPacket(source, { tag, offset, lengthType: first & 3 });
  const whole = measure(source, offset + 1);
  if (whole === null) return null;
  const raw = source.subarray(offset, whole.end);
  return { tag, raw, body: () => joinSpans(source, offset + 1, whole.octets) };
}

/**
 * RFC 9580 §4.2.1: one, two and five octet lengths, and partial ones until a definite length ends them. No
 * list of them is kept: there may be one for every two octets.
 */
function* newFormatSpans(source: Bytes, offset: number): Generator<Span | null, void> {
  for (let at = offset; ;) {
    const length = newFormatLength(source, at);
    const start = at + (length?.octets ?? 0);
    const end = start + (length?.value ?? 0);
    if (length === null || end > source.length) return yield null;
    yield { start, end };
    if (!length.partial) return;
    at = end;
  }
}

/** Where a packet ends and how many octets its contents have; null if it is not whole. */
function measure(source: Bytes, offset: number): { readonly end: number; readonly octets: number } | null {
  let [end, octets] = [offset, 0];
  for (const span of newFormatSpans(source, offset)) {
    if (span === null) return null;
    end = span.end;
    octets += span.end - span.start;
  }
  return { end, octets };
}

/** A view where there is but one length. */
function joinSpans(source: Bytes, offset: number, octets: number): Bytes {
  let joined: Bytes | null = null;
  let filled = 0;
  for (const span of newFormatSpans(source, offset)) {
    if (span === null) break;
    const piece = source.subarray(span.start, span.end);
    if (piece.length === octets) return piece;
    joined ??= new Uint8Array(octets);
    joined.set(piece, filled);
    filled += piece.length;
  }
  return joined ?? new Uint8Array();
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

interface OldFormat {
  readonly tag: number;
  readonly offset: number;
  readonly lengthType: number;
}

/** RFC 9580 §4.2.2; type 3 runs to the end of the source (gpg writes compressed data so). */
function oldFormatPacket(source: Bytes, { tag, offset, lengthType }: OldFormat): Packet | null {
  const octets = lengthType === 3 ? 0 : 2 ** lengthType;
  const start = offset + 1 + octets;
  const value = lengthType === 3 ? source.length - start : bigEndian(source, offset + 1, octets);
  if (value === null || start + value > source.length) return null;
  const body = source.subarray(start, start + value);
  return { tag, raw: source.subarray(offset, start + value), body: () => body };
}

/** An unsigned big-endian number, or null if the source ends before it. */
export function bigEndian(source: Bytes, offset: number, octets: number): number | null {
  if (offset + octets > source.length) return null;
  let value = 0;
  for (let index = 0; index < octets; index++) value = value * 256 + (source[offset + index] ?? 0);
  return value;
}
