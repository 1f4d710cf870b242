import type { Bytes, EmailAddress, Fingerprint } from "#base";
import type { NewKeyOffer } from "#store";
import type { PreparedKey } from "../prepare-member-key.ts";

/** A key that nobody was asked about: it came along with a mail, or was found where keys lie. */
export interface GivenKey {
  readonly key: PreparedKey;
  readonly via: NewKeyOffer["via"];
  /** An authority that the list trusts vouches for it (S2). */
  readonly vouched: boolean;
  /** Its holder signed that mail is to be sealed to this one of their certificates. Absent: nothing was said of it. */
  readonly chosen?: boolean;
}

/** Whose keys are looked for, and whom the list trusts. */
export interface GivenTo {
  readonly address: EmailAddress;
  readonly via: NewKeyOffer["via"];
  /** DER of the list's authorities and their revocation lists; empty: an owner decides about each certificate. */
  readonly anchors: readonly Bytes[];
  readonly at: Date;
}

/** The certificates of one CMS signature. */
export interface CertificateBag {
  /** Whose signature it is. */
  readonly signer: Fingerprint;
  /** DER, as they came. */
  readonly certificates: readonly Bytes[];
  /** As the signer signed it (RFC 8551 §2.5.3); null: not said. */
  readonly preference: Bytes | null;
}
