/** The lists that a signed message went through: MLData, which each list puts into its signature (RFC 2634 §4). */
import { type Bytes, concatBytes, equalBytes, latin1 } from "#base";
import { childrenOf, type Element, octetsOf, readWhole, TAG } from "../asn1/ber.ts";
import {
  type Certificate,
  issuerAndSerial,
  keyIdentifierOf,
  readCertificate,
} from "../certificates/certificate.ts";
import { Cursor } from "../asn1/cursor.ts";
import { der, sequence } from "../asn1/der.ts";
import { OID } from "../asn1/oids.ts";
import { readTime } from "../asn1/read-time.ts";
import { attempt, refuse } from "../asn1/refusal.ts";
import { readSignerInfo, type SignedData } from "./signed-data.ts";
import { toDer } from "../asn1/to-der.ts";

/** Each MLData in DER, the first list first. */
export type ExpansionHistory = readonly Bytes[] | "malformed";

/** ub-ml-expansion-history (RFC 2634, Appendix A). */
const MOST_LISTS = 64;

/** null: it went through no list that says so. Signers that tell different histories tell none. */
export function expansionHistory({ signerInfos }: SignedData): ExpansionHistory | null {
  const read = attempt(() => signerInfos.flatMap(historiesOf));
  if (!read.ok) return "malformed";
  const [first, ...others] = read.value;
  if (first === undefined) return null;
  return others.every((other) => equalBytes(concatBytes(...other), concatBytes(...first)))
    ? first
    : "malformed";
}

/** Only what is signed counts (RFC 2634 §1.3.4). */
function historiesOf(element: Element): readonly (readonly Bytes[])[] {
  const { signedAttrs, unsignedAttrs } = readSignerInfo(element);
  if (unsignedAttrs !== null && valuesIn(unsignedAttrs).length > 0) refuse("malformed");
  const values = signedAttrs === null ? [] : valuesIn(signedAttrs);
  if (values.length > 1) refuse("malformed");
  return values.map(readHistory);
}

function valuesIn(attributes: Element): readonly Element[] {
  return childrenOf(attributes).flatMap((element) => {
    const attribute = new Cursor(element);
    if (attribute.oid() !== OID.mlExpandHistory) return [];
    const values = childrenOf(attribute.take(TAG.set));
    return values.length === 0 ? refuse("malformed") : values;
  });
}

/** MLExpansionHistory ::= SEQUENCE SIZE (1..ub-ml-expansion-history) OF MLData */
function readHistory(value: Element): readonly Bytes[] {
  if (value.tag !== TAG.sequence) refuse("malformed");
  const lists = childrenOf(value);
  if (lists.length === 0 || lists.length > MOST_LISTS) refuse("malformed");
  return lists.map((list) => {
    readList(list);
    return toDer(list);
  });
}

/** MLData ::= SEQUENCE { mailListIdentifier EntityIdentifier, expansionTime GeneralizedTime, mlReceiptPolicy OPTIONAL } */
function readList(element: Element): Element {
  const fields = new Cursor(element);
  const identifier = fields.take(TAG.sequence, TAG.octetString);
  if (identifier.tag === TAG.sequence) readIssuerAndSerial(identifier);
  readTime(fields.take(TAG.generalizedTime));
  const policy = fields.optional(0x80, 0xa1, 0xa2);
  if (policy !== null && (policy.tag === 0x80) !== (policy.content.length === 0)) refuse("malformed");
  return fields.done ? identifier : refuse("malformed");
}

function readIssuerAndSerial(identifier: Element): void {
  const fields = new Cursor(identifier);
  fields.take(TAG.sequence);
  fields.take(TAG.integer);
  if (!fields.done) refuse("malformed");
}

/** Whether a list with one of these certificates (DER) is among them. */
export function wasExpandedBy(history: readonly Bytes[], certificates: readonly Bytes[]): boolean {
  const own = certificates.map(readCertificate);
  return history.some((list) => own.some((certificate) => isOf(readList(readWhole(list)), certificate)));
}

function isOf(identifier: Element, certificate: Certificate): boolean {
  return identifier.tag === TAG.sequence
    ? equalBytes(identifier.raw, issuerAndSerial(certificate))
    : equalBytes(octetsOf(identifier), keyIdentifierOf(certificate));
}

/** The history with this list behind the others. It wants no receipts, whatever the author asked for (RFC 2634 §4.3). */
export function extendHistory(
  before: readonly Bytes[],
  { certificate, at }: { readonly certificate: Certificate; readonly at: Date },
): Bytes {
  const digits = at.toISOString().replace(/[-T:]/g, "").slice(0, 14);
  const time = der(TAG.generalizedTime, latin1(`${digits}Z`));
  const noReceipts = der(0x80);
  return sequence(...before, sequence(issuerAndSerial(certificate), time, noReceipts));
}
