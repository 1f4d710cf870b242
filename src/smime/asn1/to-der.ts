/** The DER form (ITU-T X.690 §10, §11) of elements that came in BER. */
import { type Bytes, LIMITS } from "#base";
import { childrenOf, type Element, octetsOf, TAG } from "./ber.ts";
import { der, setOf } from "./der.ts";
import { refuse } from "./refusal.ts";

const CONSTRUCTED = 0x20;
const CLASS = 0xc0;
const MAX_DEPTH = 32;

/** Definite lengths, strings in one piece, sets in order; "too-large" beyond what attributes may have (S10). */
export function toDer(element: Element): Bytes {
  if (element.raw.length > LIMITS.cmsAttributesBytes) refuse("too-large");
  return encode(element, 0);
}

function encode(element: Element, depth: number): Bytes {
  if (depth > MAX_DEPTH) return refuse("too-deep");
  const { tag, content } = element;
  if (!(tag & CONSTRUCTED)) return der(tag, content);
  if (isString(tag)) return der(tag & ~CONSTRUCTED, octetsOf(element));
  const children = childrenOf(element).map((child) => encode(child, depth + 1));
  return tag === TAG.set ? setOf(...children) : der(tag, ...children);
}

/** A string of the universal class in pieces; sequences and sets are constructed always. */
function isString(tag: number): boolean {
  return (tag & CLASS) === 0 && tag !== TAG.sequence && tag !== TAG.set;
}

/** SET OF under its own tag, in DER, whatever tag it came under (RFC 5652 §5.4, RFC 5083 §2.2). */
export function toDerSet(element: Element): Bytes {
  if (element.raw.length > LIMITS.cmsAttributesBytes) refuse("too-large");
  return setOf(...childrenOf(element).map((child) => encode(child, 1)));
}
