/**
 * S/MIME: CMS (RFC 5652, RFC 5083) and X.509 (RFC 5280). Octets in, octets and verdicts out; this room
 * knows no lists, no header fields and no database.
 */
export {
  type CertificationRequest,
  readCertificationRequest,
  writeCertificationRequest,
} from "./issuing/certification-request.ts";
export { certsOnly } from "./certificates/certs-only.ts";
export { decompress } from "./encryption/compressed-data.ts";
export { type CmsKind, kindOf } from "./encryption/content-info.ts";
export { describeCertificate } from "./certificates/describe-certificate.ts";
export { armourCertificate, exportSecret } from "./key-files/export-secret.ts";
export { type ExpansionHistory, wasExpandedBy } from "./signatures/expansion-history.ts";
export { distributionPointsOf } from "./certificates/distribution-points.ts";
export { exportPkcs12 } from "./key-files/export-pkcs12.ts";
export { generateListKey } from "./issuing/generate-list-key.ts";
export { isOnlyAuthority } from "./certificates/is-only-authority.ts";
export { isVouchedFor, whyNotVouchedFor } from "./certificates/is-vouched-for.ts";
export { type IssuedCertificate, issueCertificate, newHolderKey } from "./issuing/issue-certificate.ts";
export { issuerName } from "./certificates/issuer-name.ts";
export { type ChainFault, judgeOwnChain } from "./certificates/judge-own-chain.ts";
export { keyPacket } from "./encryption/key-packet.ts";
export { listAuthorityOf } from "./issuing/list-authority.ts";
export { type Authority, makeAuthority, type NewKeyKind } from "./issuing/make-authority.ts";
export { open } from "./encryption/open.ts";
export { readFetchedList, revokedAmong } from "./certificates/read-fetched-list.ts";
export { type FoundAuthorities, readAuthorities } from "./certificates/read-authorities.ts";
export { readCertificates, readRevocationLists } from "./certificates/read-certificates.ts";
export { preferredCertificate } from "./signatures/encryption-preference.ts";
export { recipientOf } from "./encryption/recipient.ts";
export { recipientsNamed } from "./encryption/recipients-named.ts";
export { sealBody } from "./encryption/seal-body.ts";
export { signDetached } from "./signatures/sign-detached.ts";
export { unlockPrivateKeys } from "./key-files/unlock-private-keys.ts";
export { type UnlockError, unlockSecret, unlockSecrets } from "./key-files/unlock-secret.ts";
export { type VerifyOutcome, type VerifyRequest, verifySigned } from "./signatures/verify-signed.ts";
export { writeRevocationList } from "./issuing/write-revocation-list.ts";
export { type ListedStatus, pathStatuses } from "./revocation/path-statuses.ts";
export { respondersOf, writeStatusRequest } from "./revocation/status-request.ts";
export { readStatusResponse } from "./revocation/status-response.ts";
