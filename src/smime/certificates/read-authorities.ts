/** Certificates of authorities out of a file that people trust: PEM, DER, CMS, or Mozilla's list of all it trusts. */
import { type Bytes, equalBytes, type Fingerprint } from "#base";
import { attempt } from "../asn1/refusal.ts";
import { isCertdata, readCertdata } from "../key-files/certdata.ts";
import { basicConstraintsOf } from "./certificate-extensions.ts";
import { readCertificate, subjectText } from "./certificate.ts";
import { readCertificates } from "./read-certificates.ts";

export interface FoundAuthority {
  /** DER. */
  readonly certificate: Bytes;
  readonly fingerprint: Fingerprint;
  readonly name: string;
  readonly expiresAt: Date;
}

export interface FoundAuthorities {
  readonly authorities: readonly FoundAuthority[];
  /** Certificates that may vouch for nobody, or not any more. */
  readonly leftOut: number;
}

/** Of Mozilla's list only those that it trusts for mail. null: there is no certificate in the file. */
export function readAuthorities(file: Bytes, at: Date): FoundAuthorities | null {
  const certificates = isCertdata(file) ? readCertdata(file) : certificatesIn(file);
  if (certificates.length === 0) return null;
  const authorities: FoundAuthority[] = [];
  for (const der of certificates) {
    if (authorities.some(({ certificate }) => equalBytes(certificate, der))) continue;
    const found = attempt(() => authorityIn(der, at));
    if (found.ok && found.value !== null) authorities.push(found.value);
  }
  return { authorities, leftOut: certificates.length - authorities.length };
}

function certificatesIn(file: Bytes): readonly Bytes[] {
  const read = readCertificates(file);
  return read.ok ? read.value : [];
}

/** RFC 5280 §4.2.1.9. */
function authorityIn(der: Bytes, at: Date): FoundAuthority | null {
  const certificate = readCertificate(der);
  if (basicConstraintsOf(certificate)?.authority !== true || certificate.notAfter <= at) return null;
  const { fingerprint, notAfter } = certificate;
  return { certificate: der, fingerprint, name: subjectText(certificate) ?? "", expiresAt: notAfter };
}
