/** RSA keys whose algorithm identifier narrows their use, as keys that Node takes for the bare RSA operation. */
import { createPublicKey, type KeyObject } from "node:crypto";
import type { Bytes } from "#base";
import { TAG } from "./ber.ts";
import { Cursor } from "./cursor.ts";
import { derNull, oid, sequence } from "./der.ts";
import { OID } from "./oids.ts";

/** The same RSA key under rsaEncryption (RFC 8017 §A.1); `subjectPublicKeyInfo` may say RSASSA-PSS or RSAES-OAEP. */
export function plainRsaKey(subjectPublicKeyInfo: Bytes): KeyObject {
  const fields = Cursor.over(subjectPublicKeyInfo);
  fields.take(TAG.sequence);
  const bits = fields.take(TAG.bitString).raw;
  const info = sequence(sequence(oid(OID.rsaEncryption), derNull), bits);
  return createPublicKey({ key: Buffer.from(info), format: "der", type: "spki" });
}
