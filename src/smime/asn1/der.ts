/** Writes DER (ITU-T X.690 §10) by hand: what is composed here is small, or must not be copied. */
import { type Bytes, concatBytes, view } from "#base";
import { TAG } from "./ber.ts";

/** Identifier and length octets for contents of this many octets. */
export function derHeader(tag: number, length: number): Bytes {
  if (length < 0x80) return Buffer.from([tag, length]);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return Buffer.from([tag, 0x80 | octets.length, ...octets]);
}

export function der(tag: number, ...contents: readonly Bytes[]): Bytes {
  const length = contents.reduce((sum, part) => sum + part.length, 0);
  return concatBytes(derHeader(tag, length), ...contents);
}

export function sequence(...contents: readonly Bytes[]): Bytes {
  return der(TAG.sequence, ...contents);
}

/** SET OF in DER order (X.690 §11.6). */
export function setOf(...contents: readonly Bytes[]): Bytes {
  return der(TAG.set, ...contents.toSorted((a, b) => Buffer.compare(a, b)));
}

export function octetString(bytes: Bytes): Bytes {
  return der(TAG.octetString, bytes);
}

/** A non-negative INTEGER below 128, as versions and lengths are. */
export function smallInteger(value: number): Bytes {
  return Buffer.from([TAG.integer, 1, value]);
}

/** A non-negative INTEGER below 2^31. */
export function integer(value: number): Bytes {
  const octets = Buffer.alloc(5);
  octets.writeUInt32BE(value, 1);
  const first = octets.findIndex((octet, i) => octet !== 0 || i === octets.length - 1);
  const start = (octets[first] ?? 0) < 0x80 ? first : first - 1;
  return der(TAG.integer, octets.subarray(start));
}

export const derNull: Bytes = Buffer.from([TAG.null, 0]);

export function oid(dotted: string): Bytes {
  const [top = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return der(TAG.oid, Buffer.from([top * 40 + second, ...rest.flatMap(base128)]));
}

function base128(arc: number): number[] {
  const octets = [arc % 128];
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128))
    octets.unshift(0x80 | (rest % 128));
  return octets;
}

/** UTCTime until 2049, GeneralizedTime after (RFC 5280 §4.1.2.5). */
export function time(at: Date): Bytes {
  const digits = at.toISOString().replace(/[-T:]/g, "").slice(0, 14);
  if (at.getUTCFullYear() >= 2050) return der(TAG.generalizedTime, Buffer.from(`${digits}Z`));
  return der(TAG.utcTime, Buffer.from(`${digits.slice(2)}Z`));
}

/** The same octets under another identifier octet: an IMPLICIT tag. */
export function retag(element: Bytes, tag: number): Bytes {
  const copy = Buffer.from(view(element));
  copy[0] = tag;
  return copy;
}
