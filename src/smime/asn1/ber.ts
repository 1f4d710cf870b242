/**
 * Reads BER and DER (ITU-T X.690 §8) as an index over one buffer: content of any size is never copied,
 * and signed parts keep their exact octets. Indefinite lengths and constructed strings are read because
 * streaming writers (`openssl cms -stream`) use them. Depth and number of elements are bounded.
 */
import { type Bytes, view } from "#base";
import { refuse } from "./refusal.ts";

export interface Element {
  /** The identifier octet: class, constructed bit and tag number below 31. */
  readonly tag: number;
  /** The whole element as it came. */
  readonly raw: Bytes;
  /** Contents octets, without the end-of-contents octets of an indefinite length. */
  readonly content: Bytes;
  readonly definite: boolean;
  /** Of an indefinite length: what was read to find its end. */
  readonly children?: readonly Element[];
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

const CONSTRUCTED = 0x20;
const MAX_DEPTH = 32;
/** 75 MB, which is what 100 MB of base64 hold, in pieces of 750 octets; writers take 1,000 and more. */
const MAX_ELEMENTS = 100_000;
/** Strings in pieces of pieces: writers nest one level, gateways two. */
const MAX_PIECES_DEPTH = 4;

/** The one element that these octets are; anything after it is malformed. */
export function readWhole(bytes: Bytes): Element {
  const element = readElement(bytes, 0);
  if (element.raw.length !== bytes.length) refuse("malformed");
  return element;
}

/** The element at the start; octets after it are left alone (QUIRK: mail programs pad p7m files). */
export function readElement(bytes: Bytes, offset: number): Element {
  return readBounded(bytes, offset, { depth: 0, elements: 0 });
}

/** The elements inside a constructed element, in order. */
export function childrenOf(element: Element): Element[] {
  if (!(element.tag & CONSTRUCTED)) refuse("malformed");
  if (element.children) return [...element.children];
  const found: Element[] = [];
  const seen = { depth: 0, elements: 0 };
  for (let offset = 0; offset < element.content.length;) {
    const child = readBounded(element.content, offset, seen);
    found.push(child);
    offset += child.raw.length;
  }
  return found;
}

/**
 * The octets of an OCTET STRING, also in pieces (X.690 §8.7.3). Also for IMPLICIT tags, whose pieces
 * are plain OCTET STRINGs (RFC 5652 §6.1 encryptedContent).
 */
export function octetsOf(element: Element): Bytes {
  if (!(element.tag & CONSTRUCTED)) return element.content;
  return Buffer.concat(piecesOf(element, 0));
}

function piecesOf(element: Element, depth: number): Bytes[] {
  if (depth >= MAX_PIECES_DEPTH) refuse("too-deep");
  return childrenOf(element).flatMap((piece) => {
    if ((piece.tag & ~CONSTRUCTED) !== TAG.octetString) return refuse("malformed");
    return piece.tag & CONSTRUCTED ? piecesOf(piece, depth + 1) : [piece.content];
  });
}

interface Seen {
  depth: number;
  elements: number;
}

function readBounded(bytes: Bytes, offset: number, seen: Seen): Element {
  if (++seen.elements > MAX_ELEMENTS) refuse("too-large");
  const tag = bytes[offset];
  const first = bytes[offset + 1];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return refuse("malformed");
  if (first === 0x80) return readIndefinite(bytes, offset, seen);
  const { length, start } = readLength(bytes, offset + 1, first);
  const end = start + length;
  if (end > bytes.length) refuse("malformed");
  return { tag, raw: bytes.subarray(offset, end), content: bytes.subarray(start, end), definite: true };
}

function readLength(bytes: Bytes, offset: number, first: number): { length: number; start: number } {
  if (first < 0x80) return { length: first, start: offset + 1 };
  const count = first & 0x7f;
  if (count > 5 || offset + 1 + count > bytes.length) refuse("malformed");
  return { length: view(bytes).readUIntBE(offset + 1, count), start: offset + 1 + count };
}

/** X.690 §8.1.3.6: only constructed elements, up to two zero octets. */
function readIndefinite(bytes: Bytes, offset: number, seen: Seen): Element {
  const tag = bytes[offset] ?? 0;
  if (!(tag & CONSTRUCTED)) refuse("malformed");
  if (++seen.depth > MAX_DEPTH) refuse("too-deep");
  const children: Element[] = [];
  let at = offset + 2;
  while (!(bytes[at] === 0 && bytes[at + 1] === 0)) {
    const child = readBounded(bytes, at, seen);
    children.push(child);
    at += child.raw.length;
  }
  seen.depth--;
  return {
    tag,
    raw: bytes.subarray(offset, at + 2),
    content: bytes.subarray(offset + 2, at),
    definite: false,
    children,
  };
}
