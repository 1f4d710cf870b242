/** Changes to a sequence of OpenPGP packets (RFC 9580 §4.2): order, type, form of the length, contents. */
import { type Bytes, concatBytes } from "#base";
import { MOST_OCTETS, type Mutator } from "./mutator.ts";
import { OCTET_MUTATORS } from "./mutate-octets.ts";
import type { Numbers } from "./numbers.ts";

type Form = "new" | "five" | "old" | "indeterminate" | "partial" | "wrong";

interface Packet {
  readonly tag: number;
  readonly body: Bytes;
  readonly form: Form;
}

const MOST_PACKETS = 5000;

/** null: not packets with plain lengths. */
function readPackets(octets: Bytes): Packet[] | null {
  const packets: Packet[] = [];
  for (let at = 0; at < octets.length;) {
    const header = readHeader(octets, at);
    if (header === null || header.end > octets.length || packets.length > MOST_PACKETS) return null;
    packets.push({ tag: header.tag, body: octets.subarray(header.start, header.end), form: "new" });
    at = header.end;
  }
  return packets.length === 0 ? null : packets;
}

function readHeader(octets: Bytes, at: number) {
  const [first = 0, one = 0, two = 0, three = 0, four = 0, five = 0] = octets.subarray(at, at + 6);
  if ((first & 0x80) === 0) return null;
  const ends = (tag: number, width: number, length: number) => {
    const start = at + 1 + width;
    return { tag, start, end: start + length };
  };
  const number4 = (a: number, b: number, c: number, d: number) => ((a * 256 + b) * 256 + c) * 256 + d;
  if ((first & 0x40) !== 0) {
    const tag = first & 0x3f;
    if (one < 192) return ends(tag, 1, one);
    if (one < 224) return ends(tag, 2, (one - 192) * 256 + two + 192);
    return one === 255 ? ends(tag, 5, number4(two, three, four, five)) : null;
  }
  const tag = (first >> 2) & 0x0f;
  if ((first & 3) === 0) return ends(tag, 1, one);
  if ((first & 3) === 1) return ends(tag, 2, one * 256 + two);
  return (first & 3) === 2 ? ends(tag, 4, number4(one, two, three, four)) : null;
}

const number = (value: number, width: number): Bytes => {
  const octets = Buffer.alloc(width);
  octets.writeUIntBE(Math.min(value, 2 ** (8 * width) - 1), 0, width);
  return octets;
};

function newLength(length: number): Bytes {
  if (length < 192) return Uint8Array.of(length);
  if (length < 8384) return Uint8Array.of(192 + ((length - 192) >> 8), (length - 192) & 0xff);
  return concatBytes(Uint8Array.of(255), number(length, 4));
}

function write({ tag, body, form }: Packet, numbers: Numbers): Bytes {
  const first = Uint8Array.of(0xc0 | (tag & 0x3f));
  switch (form) {
    case "new":
      return concatBytes(first, newLength(body.length), body);
    case "five":
      return concatBytes(first, Uint8Array.of(255), number(body.length, 4), body);
    case "old":
      return concatBytes(Uint8Array.of(0x80 | ((tag & 0x0f) << 2) | 2), number(body.length, 4), body);
    case "indeterminate":
      return concatBytes(Uint8Array.of(0x80 | ((tag & 0x0f) << 2) | 3), body);
    case "wrong":
      return concatBytes(
        first,
        Uint8Array.of(255),
        number(numbers.pick([0, 1, body.length + 1, 2 ** 31, 2 ** 32 - 1]), 4),
        body,
      );
    case "partial":
      return concatBytes(first, partialChunks(body, numbers));
  }
}

/** RFC 9580 §4.2.1.4; chunks may be smaller than allowed. */
function partialChunks(body: Bytes, numbers: Numbers): Bytes {
  const exponent = numbers.pick([0, 1, 4, 9, 9, 10, 12, 30]);
  const chunks: Bytes[] = [];
  let at = 0;
  for (; at + 2 ** exponent < body.length; at += 2 ** exponent)
    chunks.push(Uint8Array.of(224 + exponent), body.subarray(at, at + 2 ** exponent));
  // Far more than arguments of one call can be.
  return Buffer.concat([...chunks, newLength(body.length - at), body.subarray(at)]);
}

const TAGS = [0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 17, 18, 19, 20, 21, 40, 60, 63];
const FORMS: readonly Form[] = ["new", "five", "old", "indeterminate", "partial", "partial", "wrong"];

type Change = (packets: Packet[], at: number, numbers: Numbers) => Packet[];
const replaced = (packets: Packet[], at: number, by: Partial<Packet>): Packet[] =>
  packets.map((packet, index) => (index === at ? { ...packet, ...by } : packet));

const CHANGES: readonly Change[] = [
  (packets, at, numbers) => replaced(packets, at, { tag: numbers.pick(TAGS) }),
  (packets, at, numbers) => replaced(packets, at, { form: numbers.pick(FORMS) }),
  (packets, at) => packets.filter((_, index) => index !== at),
  changeBody,
  changeBody,
  changeBody,
  repeatPacket,
  (packets, at, numbers) => packets.toSpliced(numbers.below(packets.length), 0, ...packets.slice(at, at + 1)),
  (packets, at) => [...packets.slice(at), ...packets.slice(0, at)],
];

function changeBody(packets: Packet[], at: number, numbers: Numbers): Packet[] {
  const body = packets[at]?.body ?? new Uint8Array();
  const other = numbers.pick(packets).body;
  return replaced(packets, at, { body: numbers.pick(OCTET_MUTATORS)(body, numbers, other) });
}

function repeatPacket(packets: Packet[], at: number, numbers: Numbers): Packet[] {
  const [packet] = packets.slice(at, at + 1);
  if (packet === undefined) return packets;
  const times = Math.min(numbers.size(3000), Math.floor(MOST_OCTETS / 4 / (packet.body.length + 1)));
  return packets.toSpliced(at, 0, ...Array.from({ length: times }, () => packet));
}

export const mutatePackets: Mutator = (octets, numbers, other) => {
  let packets = readPackets(octets);
  if (packets === null) return numbers.pick(OCTET_MUTATORS)(octets, numbers, other);
  const donors = readPackets(other);
  if (donors !== null && numbers.chance(20))
    packets.splice(numbers.below(packets.length), 0, numbers.pick(donors));
  for (let left = numbers.size(4); left > 0 && packets.length > 0; left--)
    packets = numbers.pick(CHANGES)(packets, numbers.below(packets.length), numbers);
  return concatBytes(...packets.map((packet) => write(packet, numbers)));
};
