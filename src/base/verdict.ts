/**
 * What the crypto rooms found, as closed unions: a field that says "valid" exists only in
 * the valid variant, and no promise of a verification leaves a room.
 */
import type { Bytes } from "./bytes.ts";
import type { EmailAddress } from "./email-address.ts";

export type Scheme = "openpgp" | "smime";

/**
 * Upper-case hex. OpenPGP: the primary key's fingerprint (40 digits for v4, 64 for v6).
 * S/MIME: SHA-256 of the certificate's DER (64 digits).
 */
export type Fingerprint = string & { readonly __fingerprint: true };

/**
 * Why something did not open, verify or count. Stable: people and programs filter on it. The words are in the
 * catalogues of i18n.
 */
export const WHY_CODES = [
  "no-signature",
  "no-key",
  "password-encrypted",
  "cannot-open",
  "no-integrity",
  "not-whole",
  "changed-on-the-way",
  "unknown-key",
  "not-bound",
  "bad-signature",
  "malformed",
  "unsupported",
  "weak-hash",
  "weak-key",
  "weak-algorithm",
  "key-expired",
  "key-revoked",
  "key-not-yet-valid",
  "key-cannot-sign",
  "key-cannot-encrypt",
  "signature-expired",
  "chain-untrusted",
  "chain-invalid",
  "chain-expired",
  "chain-revoked",
  "chain-weak",
  "chain-names",
  "revocation-unknown",
  "wrong-purpose",
  "secret-missing",
  "intended-for-others",
  "no-from",
  "several-from",
  "from-mismatch",
  "address-not-in-key",
  "address-not-members",
  "several-signers",
  "content-twice",
  "content-missing",
  "no-address",
  "family-off",
  "too-large",
  "too-deep",
  "no-message",
] as const;

export type WhyCode = (typeof WHY_CODES)[number];

export function isWhyCode(text: unknown): text is WhyCode {
  return WHY_CODES.some((code) => code === text);
}

/** A signature's extent: the whole MIME entity of the body, or only some of it (S2). */
export type Coverage = "whole" | "part";

export interface ValidSignature {
  readonly verdict: "valid";
  readonly scheme: Scheme;
  readonly signer: Fingerprint;
  /** Addresses that the key or certificate itself proves (S2), as written in it. */
  readonly addresses: readonly EmailAddress[];
  /** The signed time, if there is one. */
  readonly at: Date | null;
  readonly algorithm: string;
  readonly covers: Coverage;
  /** SHA-256 over what was signed with hashed area or signedAttrs: the same for altered signature bytes (S4). */
  readonly mark: Bytes;
  /** Fingerprints of RFC 9580 §5.2.3.36 Intended Recipient subpackets; empty if none. */
  readonly intendedRecipients: readonly Fingerprint[];
  /** SMIMEEncryptionKeyPreference as it was signed (RFC 8551 §2.5.3), DER; absent: there is none. */
  readonly encryptionPreference?: Bytes;
}

export interface OtherSignature {
  readonly verdict:
    "weak" | "expired" | "revoked" | "untrusted" | "unknown-key" | "invalid" | "malformed" | "unsupported";
  readonly scheme: Scheme;
  readonly why: WhyCode;
  readonly signer?: Fingerprint;
  /** Of an unknown OpenPGP key what the signature says it is: fingerprint or key id. Proved by nothing. */
  readonly claimedKey?: string;
  readonly at?: Date;
  readonly covers: Coverage;
  /** SMIMEEncryptionKeyPreference as it was signed (RFC 8551 §2.5.3), DER; absent: there is none. */
  readonly encryptionPreference?: Bytes;
}

export type Signature = ValidSignature | OtherSignature;

export type Layer =
  | { readonly kind: "encrypted"; readonly scheme: Scheme; readonly opened: true; readonly cipher: string }
  | { readonly kind: "encrypted"; readonly scheme: Scheme; readonly opened: false; readonly why: WhyCode }
  | { readonly kind: "signed"; readonly scheme: Scheme };

export type Author =
  | { readonly authentic: true; readonly address: EmailAddress; readonly signer: Fingerprint }
  | { readonly authentic: false; readonly address: EmailAddress | null; readonly why: WhyCode };
