/**
 * Keys and the people and lists they belong to: reading files, judging, binding, making, exporting.
 * It knows no settings and no mail; crypto is asked of its rooms, rows of the store.
 */
export { bindMemberKey, type BindRequest, type Bound, whyNotBindable } from "./bind-member-key.ts";
export {
  listAuthorityFingerprint,
  lockedSecretFile,
  lockedSecretText,
  publicKeyText,
} from "./export-list-key.ts";
export { KEY_FILE_FORMS, type KeyFileForm, publicKeyFile, schemeOfForm } from "./public-key-file.ts";
export { type AnchorReader, anchorReader } from "./trusted-anchors.ts";
export { addListKey, type ListKeyChange } from "./add-list-key.ts";
export { retireListKeys, revokeListKeys } from "./end-list-key.ts";
export { listWithKeyPair } from "./list-with-key-pair.ts";
export { freshRevocationList, issue, type Issued, newAuthority, revokeIssued } from "./authority.ts";
export { requestCertificate } from "./request-certificate.ts";
export { certificatesAlong, certificatesFound } from "./given/certificates-along.ts";
export { describeOffer, type DescribedOffer } from "./given/describe-offer.ts";
export type { CertificateBag, GivenKey } from "./given/given-key.ts";
export { notVouchedFor } from "./given/not-vouched-for.ts";
export { type KeyFileAlong, openpgpKeysAlong } from "./given/openpgp-keys-along.ts";
export { type AuthorityFile, readAuthorityFile, type TrustedAuthority } from "./given/read-authority-file.ts";
export { takeGivenKeys, type TakenKey } from "./given/take-given-keys.ts";
export { type ListKeyMaterial, type ListKeyRequest, makeListKey } from "./make-list-key.ts";
export { type CertifiedKey, certifiedListKey, certifierOf } from "./successor.ts";
export { mergeEverywhere } from "./merge-everywhere.ts";
export { type MemberKeyFile, type PreparedKey, prepareMemberKey } from "./prepare-member-key.ts";
export { type ListKeyFile, type ReadListKey, readListKey } from "./read-list-key.ts";
export { revokeMemberKey } from "./revoke-member-key.ts";
