/** SMIMECapabilities (RFC 8551 §2.5.2) as a certificate extension (RFC 4262). */
import { childrenOf, type Element, readWhole } from "../asn1/ber.ts";
import type { Certificate } from "./certificate.ts";
import { Cursor } from "../asn1/cursor.ts";
import { OID } from "../asn1/oids.ts";
import { attempt } from "../asn1/refusal.ts";

/** SMIMECapability ::= SEQUENCE { capabilityID, parameters OPTIONAL }, in the order of the certificate. */
export function capabilitiesOf(certificate: Certificate): readonly Element[] {
  const extension = certificate.extensions.get(OID.smimeCapabilities);
  if (!extension) return [];
  const read = attempt(() => childrenOf(readWhole(extension.value)));
  return read.ok ? read.value : [];
}

const GCM: readonly string[] = [OID.aes128Gcm, OID.aes192Gcm, OID.aes256Gcm];

/** Whether its holder announces that AuthEnvelopedData with AES-GCM is read (RFC 5084). */
export function announcesGcm(certificate: Certificate): boolean {
  return capabilitiesOf(certificate).some((capability) => {
    const id = attempt(() => new Cursor(capability).oid());
    return id.ok && GCM.includes(id.value);
  });
}
