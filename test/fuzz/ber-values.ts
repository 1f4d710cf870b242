/** ASN.1 values (X.690) as a tree that can be changed and written again, rightly or wrongly. */
import { type Bytes, concatBytes } from "#base";

export interface BerValue {
  tag: number;
  /** null: the content is octets. */
  children: BerValue[] | null;
  content: Bytes;
  /** "open": indefinite without its end; octets: a length as it is to stand there. */
  form: "definite" | "long" | "indefinite" | "open" | Bytes;
}

export const CONSTRUCTED = 0x20;
const OCTET_STRING = 0x04;
const MOST_VALUES = 5000;
const DEEPEST = 60;

/** null: not understood. Low tags and definite lengths only; octet strings are looked into. */
export function readBer(octets: Bytes, depth = 0): BerValue[] | null {
  const values: BerValue[] = [];
  for (let at = 0; at < octets.length;) {
    const header = readHeader(octets, at);
    if (header === null || values.length > MOST_VALUES) return null;
    const content = octets.subarray(header.start, header.end);
    const isNested = (header.tag & CONSTRUCTED) !== 0 || header.tag === OCTET_STRING;
    const children = isNested && depth < DEEPEST ? readBer(content, depth + 1) : null;
    values.push({ tag: header.tag, children, content, form: "definite" });
    at = header.end;
  }
  return values.length === 0 ? null : values;
}

function readHeader(octets: Bytes, at: number) {
  const tag = octets[at] ?? 0;
  const first = octets[at + 1] ?? 0x80;
  if ((tag & 0x1f) === 0x1f || first === 0x80 || first > 0x84) return null;
  const width = first < 0x80 ? 0 : first - 0x80;
  let length = first < 0x80 ? first : 0;
  for (let index = 0; index < width; index++) length = length * 256 + (octets[at + 2 + index] ?? 0);
  const start = at + 2 + width;
  return start + length > octets.length ? null : { tag, start, end: start + length };
}

export function writeBer({ tag, children, content, form }: BerValue): Bytes {
  const inner = children === null ? content : concatBytes(...children.map(writeBer));
  if (typeof form === "object") return concatBytes(Uint8Array.of(tag), form, inner);
  if (form === "definite" || form === "long")
    return concatBytes(Uint8Array.of(tag), lengthOctets(inner.length, form === "long" ? 8 : 1), inner);
  const end = form === "open" ? [] : [new Uint8Array(2)];
  return concatBytes(Uint8Array.of(tag, 0x80), inner, ...end);
}

function lengthOctets(length: number, width: number): Bytes {
  if (width === 1 && length < 0x80) return Uint8Array.of(length);
  const hex = length.toString(16);
  const octets = Buffer.from(hex.padStart(Math.max(2 * width, hex.length + (hex.length % 2)), "0"), "hex");
  return concatBytes(Uint8Array.of(0x80 + octets.length), octets);
}

/** The values, and the values in each of them. */
export function everyList(values: BerValue[], found: BerValue[][] = []): BerValue[][] {
  found.push(values);
  for (const { children } of values) if (children !== null) everyList(children, found);
  return found;
}
