/** The fields inside key, signature and session key packets (RFC 9580 §3.2, §5.5.5), read by their layout. */
import { type Bytes, concatBytes, fromHex } from "#base";
import { bigEndian } from "./packets.ts";

/** A multiprecision integer, octets behind a length octet (curve OID, KDF parameters), or so many octets. */
export type Field = "mpi" | "counted" | number;

export interface Fields {
  readonly values: readonly Bytes[];
  /** Offset behind the last. */
  readonly end: number;
}

/** Reads one value for each field from an offset on; null if the source ends before. */
export function readFields(source: Bytes, offset: number, layout: readonly Field[]): Fields | null {
  const values: Bytes[] = [];
  let end = offset;
  for (const field of layout) {
    const one = readField(source, end, field);
    if (one === null) return null;
    values.push(one.value);
    end = one.end;
  }
  return { values, end };
}

function readField(source: Bytes, offset: number, field: Field): Mpi | null {
  if (field === "mpi") return readMpi(source, offset);
  const counted = field === "counted";
  const start = offset + Number(counted);
  const end = start + (counted ? (source[offset] ?? Infinity) : field);
  return end > source.length ? null : { value: source.subarray(start, end), end };
}

export interface Mpi {
  readonly value: Bytes;
  /** Offset behind it. */
  readonly end: number;
}

/** A multiprecision integer (RFC 9580 §3.2), or null if the source ends before it. */
export function readMpi(source: Bytes, offset: number): Mpi | null {
  const bits = bigEndian(source, offset, 2);
  if (bits === null) return null;
  const end = offset + 2 + Math.ceil(bits / 8);
  return end > source.length ? null : { value: source.subarray(offset + 2, end), end };
}

/** Octets as a multiprecision integer, leading zero octets dropped. */
export function writeMpi(octets: Bytes): Bytes {
  const first = octets.findIndex((octet) => octet !== 0);
  const value = first < 0 ? new Uint8Array() : octets.subarray(first);
  const bits = value.length === 0 ? 0 : value.length * 8 - (Math.clz32(value[0] ?? 0) - 24);
  return concatBytes(fromHex(bits.toString(16).padStart(4, "0")), value);
}

/** A number at its full width: zero octets put in front again that a multiprecision integer leaves out. */
export function leftPadded(value: Bytes, octets: number): Bytes {
  return value.length >= octets ? value : concatBytes(new Uint8Array(octets - value.length), value);
}
