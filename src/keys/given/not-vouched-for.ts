/**
 * Certificates of members that no authority of a list vouches for by itself. One that an authority in between issued may
 * still count: mail programs send that one along.
 */
import type { Bytes, WhyCode } from "#base";
import { smime } from "../crypto-rooms.ts";

export interface NotVouchedFor {
  readonly why: WhyCode;
  /** As people read it: "CN=Our CA". */
  readonly issuer: string | null;
}

export interface Trusting {
  /** Whatever the list names: PEM or DER, certificates and revocation lists. */
  readonly authorities: readonly Bytes[];
  readonly at: Date;
}

/** One for each certificate (DER), in their order; null: an authority vouches for it. */
export async function notVouchedFor(
  certificates: readonly Bytes[],
  { authorities, at }: Trusting,
): Promise<readonly (NotVouchedFor | null)[]> {
  const { issuerName, readCertificates, readRevocationLists, whyNotVouchedFor } = await smime();
  const anchors = authorities.flatMap((file) => {
    const read = readCertificates(file);
    return [...(read.ok ? read.value : []), ...readRevocationLists(file)];
  });
  return certificates.map((certificate) => {
    const why = whyNotVouchedFor(certificate, { embedded: [], anchors, at });
    return why === null ? null : { why, issuer: issuerName(certificate) };
  });
}
