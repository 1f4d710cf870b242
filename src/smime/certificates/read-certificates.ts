/** Certificates out of the files people have: PEM, DER, and "certs-only" CMS (RFC 8551 §3.8). */
import { type Bytes, LIMITS, type Result, type WhyCode } from "#base";
import { readElement, TAG } from "../asn1/ber.ts";
import { readCertificate } from "./certificate.ts";
import { Cursor } from "../asn1/cursor.ts";
import { isPem, type PemBlock, pemBlocks } from "../key-files/pem.ts";
import { attempt, refuse } from "../asn1/refusal.ts";
import { readRevocationList } from "./revocation-list.ts";
import { readSignedData } from "../signatures/signed-data.ts";

const CERTIFICATE_LABELS = ["CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"];
/** QUIRK: the last is of old OpenSSL. */
const CMS_LABELS = ["PKCS7", "CMS", "PKCS #7 SIGNED DATA"];

/** One DER certificate per element, in the order of the file; "malformed" if there is none. */
export function readCertificates(file: Bytes): Result<readonly Bytes[], WhyCode> {
  return attempt(() => {
    if (file.length > LIMITS.keyFileBytes) refuse("too-large");
    const found = isPem(file) ? fromPem(file) : fromDer(file);
    if (found.length === 0) refuse("malformed");
    if (found.length > LIMITS.keysPerFile) refuse("too-large");
    for (const certificate of found) readCertificate(certificate);
    return found;
  });
}

/** The revocation lists of a file, DER: PEM blocks, or the file itself; none where there are none (RFC 7468 §6). */
export function readRevocationLists(file: Bytes): readonly Bytes[] {
  if (file.length > LIMITS.keyFileBytes) return [];
  if (isPem(file))
    return pemBlocks(file).flatMap(({ label, bytes }) => (label === "X509 CRL" ? [bytes] : []));
  return attempt(() => readRevocationList(file)).ok ? [file] : [];
}

function fromPem(file: Bytes): Bytes[] {
  return pemBlocks(file).flatMap(certificatesOf);
}

/** None for a block of another kind. */
export function certificatesOf({ label, bytes }: PemBlock): readonly Bytes[] {
  // OpenSSL's trusted form has its own octets after the certificate.
  if (CERTIFICATE_LABELS.includes(label)) return [readElement(bytes, 0).raw];
  return CMS_LABELS.includes(label) ? readSignedData(bytes).certificates : [];
}

/** A certificate begins with a SEQUENCE, a ContentInfo with an OBJECT IDENTIFIER. */
function fromDer(file: Bytes): Bytes[] {
  const outer = readElement(file, 0);
  const first = new Cursor(outer).any();
  return first.tag === TAG.oid ? [...readSignedData(file).certificates] : [outer.raw];
}
