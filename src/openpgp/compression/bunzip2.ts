/**
 * BZip2 (RFC 9580 §5.6 allows it, gpg writes it), read only. The library's own decoder feeds packets to its slow
 * parser at once; this one gives octets. Checksums are not looked at: the message has its own protection.
 */
import { type Bytes, fromLatin1, LIMITS } from "#base";
import { BitReader } from "./bit-reader.ts";
import { HuffmanCode } from "./huffman.ts";

const BLOCK_HEAD = [0x314159, 0x265359] as const;
const STREAM_END = [0x177245, 0x385090] as const;
const BLOCK_UNIT = 100_000;
const CODES_PER_GROUP = 50;

/** Throws RangeError for what is not BZip2, is cut, or grows beyond so many octets. */
export function bunzip2(source: Bytes, mostOctets: number): Bytes {
  const level = (source[3] ?? 0) - 0x30;
  if (fromLatin1(source.subarray(0, 3)) !== "BZh" || level < 1 || level > 9)
    throw new RangeError("not BZip2");
  const bits = new BitReader(source.subarray(4));
  const pieces: Bytes[] = [];
  let [room, sortedRoom]: [number, number] = [mostOctets, LIMITS.bzip2Bytes];
  while (isBlock(bits)) {
    const packed = readBlock(bits, Math.min(level * BLOCK_UNIT, sortedRoom));
    sortedRoom -= packed.length;
    const piece = expandRuns(packed, room);
    room -= piece.length;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function isBlock(bits: BitReader): boolean {
  const [high, low] = [bits.read(24), bits.read(24)];
  if (high === STREAM_END[0] && low === STREAM_END[1]) return false;
  if (high !== BLOCK_HEAD[0] || low !== BLOCK_HEAD[1]) throw new RangeError("no block of BZip2");
  return true;
}

/** A block of at most so many octets, its runs still packed. */
function readBlock(bits: BitReader, blockOctets: number): Uint8Array {
  const [checksum, isRandomised] = [[bits.read(16), bits.read(16)], bits.read(1)];
  if (isRandomised === 1 || checksum.length !== 2) throw new RangeError("a form of BZip2 that nobody writes");
  const start = bits.read(24);
  const octets = readOctetsInUse(bits);
  const tables = bits.read(3);
  const selectors = readSelectors(bits, tables);
  const codes = Array.from({ length: tables }, () => new HuffmanCode(readLengths(bits, octets.length + 2)));
  return unsort(readSorted(bits, { octets, selectors, codes, blockOctets }), start);
}

/** A map of sixteen maps. */
function readOctetsInUse(bits: BitReader): Uint8Array {
  const map = bits.read(16);
  const inUse: number[] = [];
  for (let high = 0; high < 16; high++) {
    if ((map & (0x8000 >> high)) === 0) continue;
    const part = bits.read(16);
    for (let low = 0; low < 16; low++) if ((part & (0x8000 >> low)) !== 0) inUse.push(high * 16 + low);
  }
  return Uint8Array.from(inUse);
}

/** Which code each group of symbols is written in, moved to front. */
function readSelectors(bits: BitReader, tables: number): Uint8Array {
  const selectors = new Uint8Array(bits.read(15));
  const recent = Array.from({ length: tables }, (_, table) => table);
  for (let index = 0; index < selectors.length; index++) {
    let place = 0;
    while (bits.read(1) === 1) place += 1;
    const [table] = recent.splice(place, 1);
    if (table === undefined) throw new RangeError("no such table");
    recent.unshift(table);
    selectors[index] = table;
  }
  return selectors;
}

function readLengths(bits: BitReader, symbols: number): Uint8Array {
  const lengths = new Uint8Array(symbols);
  let length = bits.read(5);
  for (let symbol = 0; symbol < symbols; symbol++) {
    while (bits.read(1) === 1) length += bits.read(1) === 0 ? 1 : -1;
    if (length < 1 || length > 20) throw new RangeError("no such length");
    lengths[symbol] = length;
  }
  return lengths;
}

interface Coded {
  readonly octets: Uint8Array;
  readonly selectors: Uint8Array;
  readonly codes: readonly HuffmanCode[];
  readonly blockOctets: number;
}

/** Huffman codes, runs of the octet in front, and move-to-front undone. */
function readSorted(bits: BitReader, { octets, selectors, codes, blockOctets }: Coded): Uint8Array {
  const sorted = new Uint8Array(blockOctets);
  const recent = Uint8Array.from(octets);
  const end = octets.length + 1;
  let [length, run, weight] = [0, 0, 1];
  for (let count = 0; ; count++) {
    const code = codes[selectors[Math.floor(count / CODES_PER_GROUP)] ?? -1];
    if (code === undefined) throw new RangeError("more symbols than groups");
    const symbol = code.read(bits);
    if (symbol < 2) {
      run += weight << symbol;
      weight *= 2;
      if (run > blockOctets) throw new RangeError("a run longer than its block");
      continue;
    }
    if (length + run + 1 > blockOctets + Number(symbol === end)) throw new RangeError("more than a block");
    sorted.fill(recent[0] ?? 0, length, length + run);
    length += run;
    [run, weight] = [0, 1];
    if (symbol === end) return sorted.subarray(0, length);
    const octet = recent[symbol - 1] ?? 0;
    recent.copyWithin(1, 0, symbol - 1);
    recent[0] = octet;
    sorted[length++] = octet;
  }
}

/**
 * The Burrows-Wheeler transform undone. Each entry holds its octet and, above it, where the next one stands: one look
 * into memory for both.
 */
function unsort(sorted: Uint8Array, start: number): Uint8Array {
  if (start >= sorted.length) throw new RangeError("no such start");
  const places = new Uint32Array(257);
  for (const octet of sorted) places[octet + 1] = (places[octet + 1] ?? 0) + 1;
  for (let octet = 1; octet < 257; octet++) places[octet] = (places[octet] ?? 0) + (places[octet - 1] ?? 0);
  const entries = Uint32Array.from(sorted);
  for (let at = 0; at < sorted.length; at++) {
    const octet = sorted[at] ?? 0;
    const place = places[octet] ?? 0;
    entries[place] = (entries[place] ?? 0) | (at << 8);
    places[octet] = place + 1;
  }
  const plain = new Uint8Array(sorted.length);
  let entry = entries[start] ?? 0;
  for (let index = 0; index < plain.length; index++) {
    entry = entries[entry >>> 8] ?? 0;
    plain[index] = entry;
  }
  return plain;
}

/** Four equal octets are followed by how often the octet comes again. Throws beyond the room that is left. */
function expandRuns(packed: Uint8Array, room: number): Bytes {
  let [same, previous] = [0, -1];
  const pieces: number[] = [];
  for (let at = 0; at < packed.length; at++) {
    const octet = packed[at] ?? 0;
    if (same === 4) {
      pieces.push(at, octet);
      same = 0;
    } else same = same > 0 && octet === previous ? same + 1 : 1;
    previous = octet;
  }
  const extra = pieces.reduce((sum, value, index) => sum + (index % 2 === 1 ? value : 0), 0);
  const length = packed.length - pieces.length / 2 + extra;
  if (length > room) throw new RangeError("more than is allowed");
  const plain = new Uint8Array(length);
  let [from, to] = [0, 0];
  for (let index = 0; index < pieces.length; index += 2) {
    const [at = 0, count = 0] = pieces.slice(index, index + 2);
    plain.set(packed.subarray(from, at), to);
    to += at - from;
    plain.fill(packed[at - 1] ?? 0, to, to + count);
    to += count;
    from = at + 1;
  }
  plain.set(packed.subarray(from), to);
  return plain;
}
