/** What the extensions of a certificate say about its use (RFC 5280 §4.2.1); the rules on it are elsewhere. */
import { type Bytes, toHex } from "#base";
import { childrenOf, readWhole, TAG } from "../asn1/ber.ts";
import type { Certificate } from "./certificate.ts";
import { Cursor, oidText } from "../asn1/cursor.ts";
import { OID } from "../asn1/oids.ts";
import { refuse } from "../asn1/refusal.ts";

/** The first octet of KeyUsage, whose flags are USAGE; null: no such extension (RFC 5280 §4.2.1.3). */
export function keyUsageOf(certificate: Certificate): number | null {
  const extension = certificate.extensions.get(OID.keyUsage);
  if (!extension) return null;
  const { tag, content } = readWhole(extension.value);
  if (tag !== TAG.bitString || content.length === 0) refuse("malformed");
  // The octet before says how many bits of the last one do not count.
  return content[1] ?? 0;
}

/** Object identifiers of KeyPurposeIds; null: no such extension (RFC 5280 §4.2.1.12). */
export function purposesOf(certificate: Certificate): readonly string[] | null {
  const extension = certificate.extensions.get(OID.extKeyUsage);
  if (!extension) return null;
  const list = readWhole(extension.value);
  return list.tag === TAG.sequence ? childrenOf(list).map(oidText) : refuse("malformed");
}

export interface BasicConstraints {
  readonly authority: boolean;
  /** Authorities that may stand below, self-issued ones not counted; Infinity: any number. */
  readonly pathLength: number;
}

/** BasicConstraints ::= SEQUENCE { cA DEFAULT FALSE, pathLenConstraint OPTIONAL }; null: no such extension. */
export function basicConstraintsOf(certificate: Certificate): BasicConstraints | null {
  const extension = certificate.extensions.get(OID.basicConstraints);
  if (!extension) return null;
  const fields = Cursor.over(extension.value);
  const flag = fields.optional(TAG.boolean);
  const length = fields.optional(TAG.integer);
  return {
    authority: flag !== null && flag.content[0] !== 0,
    pathLength: length ? naturalNumber(length.content) : Infinity,
  };
}

/** An INTEGER (0..MAX) of any length. */
export function naturalNumber(content: Bytes): number {
  const [first] = content;
  if (first === undefined || first >= 0x80) return refuse("malformed");
  return Number.parseInt(toHex(content), 16);
}
