/** CompressedData as a MIME entity (RFC 3274, RFC 8551 §3.6): no program here writes it any more. */
import { deflateSync } from "node:zlib";
import type { Bytes } from "#base";
import { composePart, encodeBase64Lines } from "#mime";
import { der, octetString, oid, sequence, smallInteger } from "../../../src/smime/asn1/der.ts";
import { OID } from "../../../src/smime/asn1/oids.ts";

/** `stream`: what stands where the compressed content belongs. */
export function compressedEntity(content: Bytes, stream: Bytes = deflateSync(content)): Bytes {
  const encapsulated = sequence(oid(OID.data), der(0xa0, octetString(stream)));
  const data = sequence(smallInteger(0), sequence(oid(OID.zlibCompress)), encapsulated);
  const body = encodeBase64Lines(sequence(oid(OID.compressedData), der(0xa0, data)));
  const fields = [
    ["Content-Type", "application/pkcs7-mime; smime-type=compressed-data; name=smime.p7z"],
    ["Content-Transfer-Encoding", "base64"],
  ] as const;
  return composePart({ fields, body });
}
