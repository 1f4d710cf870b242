/**
 * Names of X.509 (RFC 5280 §4.1.2.4) and when two of them are the same: by the words that they show, whatever
 * string type, letter case or white space they are written with (RFC 5280 §7.1).
 */
import { type Bytes, fromLatin1, oncePer, toHex, view } from "#base";
import { childrenOf, type Element, TAG } from "../asn1/ber.ts";
import { Cursor } from "../asn1/cursor.ts";
import { refuse } from "../asn1/refusal.ts";

export interface NameAttribute {
  readonly type: string;
  readonly value: Element;
}

/** String types of DirectoryString and IA5String (X.690 §8.23). */
export const STRING_TAG = {
  utf8: 0x0c,
  printable: 0x13,
  teletex: 0x14,
  ia5: 0x16,
  visible: 0x1a,
  universal: 0x1c,
  bmp: 0x1e,
} as const;

const ONE_OCTET: readonly number[] = [
  STRING_TAG.printable,
  STRING_TAG.teletex,
  STRING_TAG.ia5,
  STRING_TAG.visible,
];

/** The attributes of a Name, DER, by RelativeDistinguishedName; refuses "malformed". */
export function attributesOf(name: Bytes): readonly (readonly NameAttribute[])[] {
  const names = Cursor.over(name);
  const found: NameAttribute[][] = [];
  while (!names.done) found.push(childrenOf(names.take(TAG.set)).map(readAttribute));
  return found;
}

/** AttributeTypeAndValue ::= SEQUENCE { type, value } */
function readAttribute(element: Element): NameAttribute {
  const fields = new Cursor(element);
  return { type: fields.oid(), value: fields.any() };
}

/** One text per RelativeDistinguishedName: equal texts are equal names. */
export const comparableName: (name: Bytes) => readonly string[] = oncePer((name) =>
  attributesOf(name).map((attributes) => attributes.map(comparable).sort().join("+")),
);

export function sameName(a: Bytes, b: Bytes): boolean {
  const [one, other] = [comparableName(a), comparableName(b)];
  return one.length === other.length && isWithin(one, other);
}

/** Whether a name lies in the subtree of another (RFC 5280 §4.2.1.10), both comparable. */
export function isWithin(name: readonly string[], base: readonly string[]): boolean {
  return base.length <= name.length && base.every((relative, i) => relative === name[i]);
}

export function isEmptyName(name: Bytes): boolean {
  return comparableName(name).length === 0;
}

function comparable({ type, value }: NameAttribute): string {
  const text = stringOf(value);
  return `${type}=${text === null ? `#${toHex(value.raw)}` : `"${prepared(text)}`}`;
}

/** Case folded and white space made one, as RFC 4518 §2 prepares strings for comparison. */
function prepared(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();
}

/** The text of a string type; null for another type or ill-formed octets. */
export function stringOf({ tag, content }: Element): string | null {
  if (tag === STRING_TAG.utf8) return utf8Text(content);
  if (ONE_OCTET.includes(tag)) return fromLatin1(content);
  if (tag === STRING_TAG.bmp && content.length % 2 === 0)
    return Buffer.from(content).swap16().toString("utf16le");
  return tag === STRING_TAG.universal ? universalText(content) : null;
}

/** Null for octets that are no UTF-8: replacement characters would make unlike names alike. */
export function utf8Text(octets: Bytes): string | null {
  const text = view(octets).toString("utf8");
  return Buffer.from(text, "utf8").equals(octets) ? text : null;
}

/** UTF-32BE */
function universalText(octets: Bytes): string | null {
  if (octets.length % 4 !== 0) return null;
  const points: number[] = [];
  for (let at = 0; at < octets.length; at += 4) points.push(view(octets).readUInt32BE(at));
  if (points.some((point) => point > 0x10ffff)) return refuse("malformed");
  return points.map((point) => String.fromCodePoint(point)).join("");
}
