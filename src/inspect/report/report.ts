/** What is said about one message: the fields of a JSON line, all of them always there. */
import type { Coverage, Scheme, Signature, WhyCode } from "#base";
import type { KeyFileProblem } from "../keys/key-files.ts";
import type { Problem } from "./problems.ts";

export interface LayerReport {
  readonly kind: "encrypted" | "signed";
  readonly scheme: Scheme;
  readonly opened: boolean;
  /** null if it was opened. */
  readonly why: WhyCode | null;
  /**
   * Whom an encryption names: OpenPGP key ids or fingerprints; of CMS subject key identifiers, or serial and issuer. null:
   * a hidden recipient. Empty where it can only be seen from inside.
   */
  readonly recipients: readonly (string | null)[];
}

export interface SignatureReport {
  readonly scheme: Scheme;
  readonly verdict: Signature["verdict"];
  /** null if the signature is valid. */
  readonly why: WhyCode | null;
  /** Verdict and reason in words. */
  readonly text: string;
  /** Fingerprint of the key or certificate, upper-case hex; null if it is not known. */
  readonly signer: string | null;
  /** Fingerprint or key id that an OpenPGP signature by an unknown key names; it proves nothing. */
  readonly claimedKey: string | null;
  /** Addresses that the signer's key proves, lower case. */
  readonly addresses: readonly string[];
  /** The signed time, ISO 8601. */
  readonly at: string | null;
  readonly covers: Coverage;
}

export interface AuthorReport {
  /** The From, if there is exactly one; lower case. */
  readonly address: string | null;
  readonly authentic: boolean;
  /** null if the author is authentic. */
  readonly why: WhyCode | null;
}

export interface Report {
  /** As it was named. */
  readonly file: string;
  /** Place in an mbox, from 1; null for a file that is one message. */
  readonly message: number | null;
  /** From the outside to the inside. */
  readonly layers: readonly LayerReport[];
  readonly signatures: readonly SignatureReport[];
  readonly author: AuthorReport;
  /** Decoded: the one from inside the protection if there is one. */
  readonly subject: string | null;
  readonly problems: readonly Problem[];
  /** Key files of this run of which nothing, or not everything, was used. */
  readonly keyFiles: readonly KeyFileReport[];
}

export interface KeyFileReport {
  readonly file: string;
  readonly option: "--secret" | "--key" | "--ca";
  readonly why: KeyFileProblem;
}

/** What was found in one message, before it is told under its file's name. */
export type Finding = Omit<Report, "file" | "message" | "keyFiles">;
