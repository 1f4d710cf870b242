/** CompressedData (RFC 3274): read, never written. Nothing about it is signed or sealed. */
import { inflateSync } from "node:zlib";
import { type Bytes, decompressedLimit, type Result, type WhyCode } from "#base";
import { octetsOf, TAG } from "../asn1/ber.ts";
import { readContentInfo } from "./content-info.ts";
import { Cursor } from "../asn1/cursor.ts";
import { OID } from "../asn1/oids.ts";
import { attempt, refuse } from "../asn1/refusal.ts";

/**
 * The MIME entity inside (RFC 8551 §3.6); "too-large" beyond the limit of S10, "malformed" for a broken stream.
 *
 * CompressedData ::= SEQUENCE { version, compressionAlgorithm, encapContentInfo }
 */
export function decompress(der: Bytes): Result<Bytes, WhyCode> {
  return attempt(() => {
    const { type, content } = readContentInfo(der);
    if (type !== OID.compressedData) refuse("unsupported");
    const fields = new Cursor(content);
    fields.integer();
    if (new Cursor(fields.take(TAG.sequence)).oid() !== OID.zlibCompress) refuse("unsupported");
    const encapsulated = new Cursor(fields.take(TAG.sequence));
    if (encapsulated.oid() !== OID.data) refuse("unsupported");
    const explicit = new Cursor(encapsulated.take(0xa0), 0xa0);
    return inflated(octetsOf(explicit.take(TAG.octetString, TAG.octetString | 0x20)));
  });
}

function inflated(octets: Bytes): Bytes {
  try {
    return inflateSync(octets, { maxOutputLength: decompressedLimit(octets.length) });
  } catch (thrown) {
    return refuse(thrown instanceof RangeError ? "too-large" : "malformed");
  }
}
