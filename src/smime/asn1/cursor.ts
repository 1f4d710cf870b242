/** Walks the elements of a SEQUENCE in the order in which the standards list its fields. */
import { childrenOf, type Element, readWhole, TAG } from "./ber.ts";
import { type Bytes, view } from "#base";
import { refuse } from "./refusal.ts";

export class Cursor {
  readonly #elements: readonly Element[];
  #next = 0;

  constructor(element: Element, tag: number = TAG.sequence) {
    if (element.tag !== tag) refuse("malformed");
    this.#elements = childrenOf(element);
  }

  static over(bytes: Bytes, tag: number = TAG.sequence): Cursor {
    return new Cursor(readWhole(bytes), tag);
  }

  get done(): boolean {
    return this.#next >= this.#elements.length;
  }

  /** The next element, whatever it is. */
  any(): Element {
    return this.#elements[this.#next++] ?? refuse("malformed");
  }

  /** The next element, which must have one of these tags. */
  take(...tags: readonly number[]): Element {
    const element = this.any();
    return tags.includes(element.tag) ? element : refuse("malformed");
  }

  /** The next element if it has one of these tags, for OPTIONAL fields. */
  optional(...tags: readonly number[]): Element | null {
    const element = this.#elements[this.#next];
    if (!element || !tags.includes(element.tag)) return null;
    this.#next++;
    return element;
  }

  oid(): string {
    return oidText(this.take(TAG.oid));
  }

  /** A small non-negative INTEGER such as a version or a count. */
  integer(): number {
    return integerOf(this.take(TAG.integer));
  }
}

/** A small non-negative INTEGER. */
export function integerOf(element: Element): number {
  const { content } = element;
  if (element.tag !== TAG.integer || content.length === 0 || content.length > 5) return refuse("malformed");
  return view(content).readUIntBE(0, content.length);
}

/** Dotted form of an OBJECT IDENTIFIER (X.690 §8.19). */
export function oidText(element: Element): string {
  const { content } = element;
  if (element.tag !== TAG.oid || content.length === 0 || content.length > 32) return refuse("malformed");
  const arcs: number[] = [];
  let arc = 0;
  for (const octet of content) {
    arc = arc * 128 + (octet & 0x7f);
    if (octet < 0x80) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const first = arcs[0] ?? refuse("malformed");
  const top = Math.min(2, Math.floor(first / 40));
  return [top, first - 40 * top, ...arcs.slice(1)].join(".");
}
