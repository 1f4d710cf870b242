/** What opening a post is asked for and what it finds. No lists, no database: keys come through `signers`. */
import type {
  Bytes,
  EmailAddress,
  Fingerprint,
  Layer,
  ListSecret,
  MemberId,
  Scheme,
  Signature,
  SignerLookup,
  WhyCode,
} from "#base";
import type { Expansion } from "./expansion.ts";

/** A family (OpenPGP, S/MIME) that is off is neither opened nor verified: its messages pass as they came. */
export interface Families {
  readonly openpgp: boolean;
  readonly smime: boolean;
}

export interface ProtectRequest {
  /** The whole message as it came: header section and body. */
  readonly message: Bytes;
  /** Arrival: keys, chains and revocations are judged at this time. */
  readonly at: Date;
  readonly secrets: readonly ListSecret[];
  readonly signers: SignerLookup;
  /** Certificates (DER) that may end a chain. */
  readonly anchors: readonly Bytes[];
  readonly trust: "bound" | "ca";
  readonly open: Families;
  readonly verify: Families;
}

/** `value` is unfolded and trimmed; encoded words are still encoded. */
export interface HeaderField {
  readonly name: string;
  readonly value: string;
  readonly from: "protected" | "outer";
}

/** The From that rules are asked about: the protected one if the post has one (S5). */
export interface FromView {
  /** Every address of every From field in order, duplicates kept. */
  readonly addresses: readonly EmailAddress[];
  /** From fields or the mailboxes in them, whichever are more; those without a well-formed address count (S2). */
  readonly entries: number;
  /** The From inside and outside differ (S5): the post counts as not signed. */
  readonly mismatch: boolean;
}

export interface Opened {
  /** From the outside to the inside. */
  readonly layers: readonly Layer[];
  readonly signatures: readonly Signature[];
  readonly from: FromView;
  /** What may be passed on; protected fields stand in for outer ones. No Content-*, Bcc, Autocrypt-Gossip, HP-Outer. */
  readonly headers: readonly HeaderField[];
  /** The Subject came confidentially: it may appear in nothing that is not sealed. */
  readonly subjectProtected: boolean;
  /** The MIME entity inside all layers: its Content-* fields, an empty line, its body. */
  readonly content: Bytes;
  /** The poster's own signed entity byte for byte, or null if there is none or it cannot be kept. */
  readonly posterSigned: Bytes | null;
  /** Names of the header fields inside that entity. */
  readonly fieldsSigned: readonly string[];
  readonly wasEncrypted: Scheme | null;
  readonly wasSigned: Scheme | null;
  /** False: opened from an encryption that proves nothing, without a valid signature inside (S13). */
  readonly integrity: boolean;
  /** For the mark of S1; the caller erases them. */
  readonly sessionKeys: readonly Bytes[];
  readonly openedWith: readonly Fingerprint[];
  /** Certificates (DER) that signatures carried. */
  readonly certificates: readonly Bytes[];
  /** What signatures over the whole tell of the lists that it came through. */
  readonly expansions: readonly Expansion[];
  readonly problems: readonly WhyCode[];
}

export type OpenResult = { readonly ok: true; readonly value: Opened } | OpenFailure;

export interface OpenFailure {
  readonly ok: false;
  readonly why: WhyCode;
  readonly scheme: Scheme | null;
  readonly sessionKeys: readonly Bytes[];
  /** What could be told before that; null if the message could not be taken apart at all. */
  readonly seen: Glimpse | null;
}

/** No content: what was not opened is distributed to nobody. Signatures around it cover a part (S1). */
export type Glimpse = Pick<
  Opened,
  "layers" | "signatures" | "from" | "headers" | "openedWith" | "certificates" | "problems"
>;

/** A key that stands for a member on this list. */
export interface Binding {
  readonly member: MemberId;
  readonly fingerprint: Fingerprint;
  readonly memberAddresses: readonly EmailAddress[];
  /** Addresses that the owner confirmed for this key, besides those the key itself proves. */
  readonly confirmedAddresses: readonly EmailAddress[];
}
