/**
 * S/MIME: CMS (RFC 5652, RFC 5083) and X.509 (RFC 5280). Octets in, octets and verdicts out; this room
 * knows no lists, no header fields and no database.
 */
export {
  type CertificationRequest,
  readCertificationRequest,
  writeCertificationRequest,
} from "./certification-request.ts";
export { decompress } from "./compressed-data.ts";
export { type CmsKind, kindOf } from "./content-info.ts";
export { describeCertificate } from "./describe-certificate.ts";
export { armourCertificate, exportSecret } from "./export-secret.ts";
export { type ExpansionHistory, wasExpandedBy } from "./expansion-history.ts";
export { distributionPointsOf } from "./distribution-points.ts";
export { exportPkcs12 } from "./export-pkcs12.ts";
export { generateListKey } from "./generate-list-key.ts";
export { isOnlyAuthority } from "./is-only-authority.ts";
export { isVouchedFor } from "./is-vouched-for.ts";
export { type IssuedCertificate, issueCertificate, newHolderKey } from "./issue-certificate.ts";
export { type ChainFault, judgeOwnChain } from "./judge-own-chain.ts";
export { keyPacket } from "./key-packet.ts";
export { listAuthorityOf } from "./list-authority.ts";
export { type Authority, makeAuthority, type NewKeyKind } from "./make-authority.ts";
export { open } from "./open.ts";
export { readFetchedList, revokedAmong } from "./read-fetched-list.ts";
export { readCertificates, readRevocationLists } from "./read-certificates.ts";
export { recipientOf } from "./recipient.ts";
export { recipientsNamed } from "./recipients-named.ts";
export { sealBody } from "./seal-body.ts";
export { signDetached } from "./sign-detached.ts";
export { unlockPrivateKeys } from "./unlock-private-keys.ts";
export { type UnlockError, unlockSecret, unlockSecrets } from "./unlock-secret.ts";
export { type VerifyOutcome, type VerifyRequest, verifySigned } from "./verify-signed.ts";
export { writeRevocationList } from "./write-revocation-list.ts";
