import { type Bytes } from "#base";
import { TAG } from "../asn1/ber.ts";
import { der, oid, sequence, smallInteger } from "../asn1/der.ts";
import { OID } from "../asn1/oids.ts";

/** "certs-only": SignedData that nobody signed, with certificates (RFC 8551 §3.8), DER; what people know as .p7b. */
export function certsOnly(certificates: readonly Bytes[]): Bytes {
  const none = der(TAG.set);
  const content = sequence(oid(OID.data));
  const data = sequence(smallInteger(1), none, content, der(0xa0, ...certificates), none);
  return sequence(oid(OID.signedData), der(0xa0, data));
}
