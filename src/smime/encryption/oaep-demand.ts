/** Whether a certificate asks for RSAES-OAEP, and with which parameters (RFC 4055 §4, RFC 3560 §4, RFC 4262). */
import { type Bytes } from "#base";
import { type Element, readWhole, TAG } from "../asn1/ber.ts";
import { capabilitiesOf } from "../certificates/capabilities.ts";
import { type Certificate, keyAlgorithmOf } from "../certificates/certificate.ts";
import { Cursor } from "../asn1/cursor.ts";
import { der, oid, sequence } from "../asn1/der.ts";
import { readOaep } from "./oaep.ts";
import { OID } from "../asn1/oids.ts";
import { attempt, refuse } from "../asn1/refusal.ts";

const SHA256 = sequence(oid(OID.sha256));
/** What RFC 8551 §2.3 recommends, for keys that leave the choice. */
const WITH_SHA256 = sequence(
  oid(OID.rsaesOaep),
  sequence(der(0xa0, SHA256), der(0xa1, sequence(oid(OID.mgf1), SHA256))),
);

/**
 * The AlgorithmIdentifier that keyEncryptionAlgorithm is to be, DER; null: nothing is said of OAEP. Refuses
 * ("unsupported") a key that may only be used with parameters that Node cannot write.
 */
export function oaepDemandOf(certificate: Certificate): Bytes | null {
  const algorithm = keyAlgorithmOf(certificate);
  if (new Cursor(algorithm).oid() === OID.rsaesOaep) return demanded(algorithm);
  const capability = capabilitiesOf(certificate).find((one) => new Cursor(one).oid() === OID.rsaesOaep);
  return capability && isWritable(capability) ? withParameters(capability) : null;
}

function demanded(algorithm: Element): Bytes {
  if (!hasParameters(algorithm)) return WITH_SHA256;
  return isWritable(algorithm) ? algorithm.raw : refuse("unsupported");
}

/** Node takes one hash for label and mask, and labels are nobody's habit. */
function isWritable(algorithm: Element): boolean {
  const read = attempt(() => {
    const fields = new Cursor(algorithm);
    fields.oid();
    return readOaep(fields);
  });
  return read.ok && read.value.hash === read.value.maskHash && read.value.label.length === 0;
}

/** Announced without parameters, OAEP has all its defaults; in a message they must be there (RFC 8017 §A.2.1). */
function withParameters(capability: Element): Bytes {
  return hasParameters(capability) ? capability.raw : sequence(oid(OID.rsaesOaep), sequence());
}

function hasParameters(algorithm: Element): boolean {
  const fields = new Cursor(readWhole(algorithm.raw));
  fields.oid();
  return fields.optional(TAG.sequence) !== null;
}
