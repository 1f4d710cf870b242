import type { Bytes } from "#base";
import { addressesOf } from "./certificate-addresses.ts";
import { basicConstraintsOf } from "./certificate-extensions.ts";
import { readCertificate } from "./certificate.ts";
import { attempt } from "../asn1/refusal.ts";

/**
 * Whether a DER certificate may issue others (RFC 5280 §4.2.1.9) and names no mail address. One that people made for
 * themselves often says the former, and names them.
 */
export function isOnlyAuthority(der: Bytes): boolean {
  const read = attempt(() => {
    const certificate = readCertificate(der);
    return basicConstraintsOf(certificate)?.authority === true && addressesOf(certificate).length === 0;
  });
  return read.ok && read.value;
}
