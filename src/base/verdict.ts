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

/** Why something did not open, verify or count. Stable: people and programs filter on it. */
export const WHY_CODES = {
  "no-signature": "nobody signed it",
  "no-key": "it is not sealed to a key of this list",
  "password-encrypted": "it is sealed with a password, not to a key",
  "cannot-open": "it could not be opened",
  "no-integrity": "its encryption has no protection against changes",
  "not-whole": "only a part of the message is signed or sealed",
  "changed-on-the-way": "something was added on the way",
  "unknown-key": "the signing key is not known here",
  "not-bound": "the signing key does not belong to a member",
  "bad-signature": "the signature does not fit the text",
  malformed: "it is not well formed",
  unsupported: "its format or algorithm is not supported",
  "weak-hash": "it uses a hash that is no longer safe",
  "weak-key": "its key is too short",
  "weak-algorithm": "its algorithm is no longer safe",
  "key-expired": "the key has expired",
  "key-revoked": "the key was revoked",
  "key-not-yet-valid": "the key is not valid yet",
  "key-cannot-sign": "the key is not made for signing",
  "key-cannot-encrypt": "the key is not made for encryption",
  "signature-expired": "the signature has expired",
  "chain-untrusted": "no trusted authority vouches for the certificate",
  "chain-invalid": "the certificate's chain is not valid",
  "chain-expired": "an authority in the certificate's chain is out of date",
  "chain-revoked": "an authority in the certificate's chain was revoked",
  "chain-weak": "an authority in the certificate's chain uses what is no longer safe",
  "chain-names": "an authority in the certificate's chain may not vouch for these names",
  "wrong-purpose": "the certificate is not meant for mail",
  "secret-missing": "the file does not hold the secret part that is needed",
  "intended-for-others": "it was signed for other recipients",
  "no-from": "it has no From",
  "several-from": "it has more than one From",
  "from-mismatch": "the From inside and outside differ",
  "address-not-in-key": "the From address is not an address of the signing key",
  "address-not-members": "the From address is not an address of the member who signed",
  "several-signers": "different members signed it",
  "content-twice": "signed content came both inside and beside the signature",
  "content-missing": "what was signed is not there",
  "no-address": "the key has no mail address",
  "family-off": "the list does not use this kind of encryption or signature",
  "too-large": "it is larger than allowed",
  "too-deep": "it is nested too deeply",
  "no-message": "it is not a mail message",
} as const;

export type WhyCode = keyof typeof WHY_CODES;

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
}

export type Signature = ValidSignature | OtherSignature;

export type Layer =
  | { readonly kind: "encrypted"; readonly scheme: Scheme; readonly opened: true; readonly cipher: string }
  | { readonly kind: "encrypted"; readonly scheme: Scheme; readonly opened: false; readonly why: WhyCode }
  | { readonly kind: "signed"; readonly scheme: Scheme };

export type Author =
  | { readonly authentic: true; readonly address: EmailAddress; readonly signer: Fingerprint }
  | { readonly authentic: false; readonly address: EmailAddress | null; readonly why: WhyCode };
