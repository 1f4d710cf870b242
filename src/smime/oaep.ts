/** RSAES-OAEP parameters (RFC 8017 §A.2.1, RFC 3560): read only. */
import { constants } from "node:crypto";
import type { Bytes } from "#base";
import { type Element, TAG } from "./ber.ts";
import { Cursor } from "./cursor.ts";
import { DIGESTS } from "./digest.ts";
import { OID } from "./oids.ts";
import { refuse } from "./refusal.ts";

export interface OaepPadding {
  readonly padding: number;
  readonly oaepHash: string;
  readonly oaepLabel?: Bytes;
}

/** RSAES-OAEP-params ::= SEQUENCE { hashAlgorithm [0], maskGenAlgorithm [1], pSourceAlgorithm [2] } */
export function readOaep(algorithm: Cursor): OaepPadding {
  const fields = algorithm.done ? null : new Cursor(algorithm.take(TAG.sequence));
  const hash = hashOf(fields?.optional(0xa0) ?? null);
  const mask = maskHashOf(fields?.optional(0xa1) ?? null);
  const label = labelOf(fields?.optional(0xa2) ?? null);
  // Node takes one hash for both; writers that let them differ are not known.
  if (hash !== mask) refuse("unsupported");
  const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: hash };
  return label ? { ...padding, oaepLabel: label } : padding;
}

function hashOf(field: Element | null): string {
  if (!field) return "sha1";
  const id = new Cursor(new Cursor(field, field.tag).take(TAG.sequence)).oid();
  return DIGESTS[id]?.name ?? refuse("unsupported");
}

function maskHashOf(field: Element | null): string {
  if (!field) return "sha1";
  const mask = new Cursor(new Cursor(field, field.tag).take(TAG.sequence));
  if (mask.oid() !== OID.mgf1) refuse("unsupported");
  const id = new Cursor(mask.take(TAG.sequence)).oid();
  return DIGESTS[id]?.name ?? refuse("unsupported");
}

function labelOf(field: Element | null): Bytes | null {
  if (!field) return null;
  const source = new Cursor(new Cursor(field, field.tag).take(TAG.sequence));
  source.oid();
  return source.take(TAG.octetString).content;
}
