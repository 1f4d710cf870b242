/** What an OCSP responder is asked (RFC 6960 §4.1), and where it is. Nothing is fetched here. */
import type { Bytes } from "#base";
import { childrenOf, readWhole } from "../asn1/ber.ts";
import { oidText } from "../asn1/cursor.ts";
import { der, octetString, sequence } from "../asn1/der.ts";
import { OID } from "../asn1/oids.ts";
import { attempt, refuse } from "../asn1/refusal.ts";
import { extension } from "../certificates/build-certificate.ts";
import { readCertificate } from "../certificates/certificate.ts";
import { readGeneralName } from "../certificates/general-name.ts";
import { certificateId } from "./certificate-id.ts";

/** More are not looked at. */
const RESPONDERS = 4;

/** HTTP addresses that a certificate (DER) names in authorityInfoAccess (RFC 5280 §4.2.2.1). */
export function respondersOf(certificate: Bytes): readonly string[] {
  const read = attempt(() => {
    const access = readCertificate(certificate).extensions.get(OID.authorityInfoAccess);
    return access === undefined ? [] : childrenOf(readWhole(access.value)).flatMap(addressOf);
  });
  return read.ok ? [...new Set(read.value)].slice(0, RESPONDERS) : [];
}

/** AccessDescription ::= SEQUENCE { accessMethod, accessLocation } */
function addressOf(description: ReturnType<typeof readWhole>): readonly string[] {
  const [method, location] = childrenOf(description);
  if (method === undefined || location === undefined) return refuse("malformed");
  if (oidText(method) !== OID.ocsp) return [];
  const name = readGeneralName(location);
  const isHttp = name.form === "uniformResourceIdentifier" && URL.parse(name.text)?.protocol === "http:";
  return isHttp ? [name.text] : [];
}

export interface StatusQuestion {
  /** DER. */
  readonly certificate: Bytes;
  readonly issuer: Bytes;
  /** Random octets that tell an answer from an old one, 32 (RFC 9654 §2.1). */
  readonly nonce: Bytes;
}

/** OCSPRequest, DER, about one certificate; null where a certificate cannot be read. */
export function writeStatusRequest({ certificate, issuer, nonce }: StatusQuestion): Bytes | null {
  const written = attempt(() => {
    const about = { certificate: readCertificate(certificate), issuer: readCertificate(issuer) };
    const requests = sequence(sequence(certificateId(about)));
    const extensions = sequence(extension(OID.ocspNonce, octetString(nonce)));
    return sequence(sequence(requests, der(0xa2, extensions)));
  });
  return written.ok ? written.value : null;
}
