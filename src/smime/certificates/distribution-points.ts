/** Where a certificate says that its issuer's revocation lists are (RFC 5280 §4.2.1.13). */
import type { Bytes } from "#base";
import { childrenOf, type Element, readWhole } from "../asn1/ber.ts";
import { readCertificate } from "./certificate.ts";
import { readGeneralName } from "./general-name.ts";
import { OID } from "../asn1/oids.ts";
import { attempt } from "../asn1/refusal.ts";

/** More are not looked at. */
const POINTS = 8;

/**
 * HTTP addresses; none where the certificate (DER) cannot be read. Points of other protocols, and those whose list
 * somebody other than the certificate's issuer signs, are passed over.
 */
export function distributionPointsOf(certificate: Bytes): readonly string[] {
  const read = attempt(() => {
    const extension = readCertificate(certificate).extensions.get(OID.cRLDistributionPoints);
    return extension ? childrenOf(readWhole(extension.value)).flatMap(addressesOf) : [];
  });
  return read.ok ? [...new Set(read.value)].slice(0, POINTS) : [];
}

/** DistributionPoint ::= SEQUENCE { distributionPoint [0] { fullName [0] GeneralNames, … }, reasons [1], cRLIssuer [2] } */
function addressesOf(point: Element): readonly string[] {
  const fields = childrenOf(point);
  if (fields.some(({ tag }) => tag === 0xa2)) return [];
  const names = fields
    .filter(({ tag }) => tag === 0xa0)
    .flatMap(childrenOf)
    .filter(({ tag }) => tag === 0xa0);
  return names
    .flatMap(childrenOf)
    .map(readGeneralName)
    .flatMap((name) => (name.form === "uniformResourceIdentifier" && isHttp(name.text) ? [name.text] : []));
}

function isHttp(address: string): boolean {
  return URL.parse(address)?.protocol === "http:";
}
