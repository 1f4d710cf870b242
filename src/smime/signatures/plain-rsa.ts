/** RSA keys whose algorithm identifier narrows their use, as keys that Node takes for the bare RSA operation. */
import { createPublicKey, type KeyObject } from "node:crypto";
import { type Bytes, equalBytes, view } from "#base";
import { TAG } from "../asn1/ber.ts";
import { Cursor } from "../asn1/cursor.ts";
import { derNull, oid, sequence } from "../asn1/der.ts";
import { OID } from "../asn1/oids.ts";

/** The AlgorithmIdentifier of rsaEncryption (RFC 8017 §A.1). */
export const RSA_ENCRYPTION: Bytes = sequence(oid(OID.rsaEncryption), derNull);

/** As `plainRsaInfo`, parsed. */
export function plainRsaKey(subjectPublicKeyInfo: Bytes): KeyObject {
  const key = view(plainRsaInfo(subjectPublicKeyInfo));
  return createPublicKey({ key, format: "der", type: "spki" });
}

/** The same RSA key under rsaEncryption (RFC 8017 §A.1); `subjectPublicKeyInfo` may say RSASSA-PSS or RSAES-OAEP. */
export function plainRsaInfo(subjectPublicKeyInfo: Bytes): Bytes {
  const fields = Cursor.over(subjectPublicKeyInfo);
  const algorithm = fields.take(TAG.sequence).raw;
  if (equalBytes(algorithm, RSA_ENCRYPTION)) return subjectPublicKeyInfo;
  return sequence(RSA_ENCRYPTION, fields.take(TAG.bitString).raw);
}
