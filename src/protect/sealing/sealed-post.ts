/** What sealing is asked for and gives. One profile, one body; a member costs a head. */
import type { Bytes, ListSecret, Profile, Random, Recipient, SealedBody } from "#base";
import type { FieldList } from "#mime";

export interface ComposedPost {
  /** Outer header fields in order, encoded words and all; no per-member ones, no Content-*. */
  readonly outer: FieldList;
  /** Header fields for those inside. */
  readonly protected: FieldList;
  /** Lines of plain text that any program shows before the content; null: none. */
  readonly block: string | null;
  /** A MIME entity: Content-* fields, an empty line, its body. */
  readonly content: Bytes;
  /** Nothing stands around the content: inside, its own header carries the protected fields. */
  readonly alone?: boolean;
  /** Of a post on its way over lists: those before, which the list's S/MIME signature tells with itself (RFC 2634 §4). */
  readonly expansions?: readonly Bytes[];
}

export interface SealInput {
  readonly profile: Profile;
  readonly post: ComposedPost;
  readonly secrets: { readonly openpgp: ListSecret | null; readonly smime: ListSecret | null };
  readonly at: Date;
  readonly random: Random;
}

export interface ClearBody {
  readonly clear: Bytes;
}

/**
 * wire = outer + memberFields + CRLF + before + encode(head ‖ shared) + after, where base64 has lines of 76
 * columns that each end with CRLF, the last one too; see `wireOf`.
 */
export interface SealedPost {
  readonly outer: Bytes;
  readonly before: Bytes;
  readonly after: Bytes;
  readonly encoding: "base64" | "as-is";
  readonly body: SealedBody | ClearBody;
  /** The key packet of one member; no octets at all for a body in clear. */
  headFor(recipient: Recipient): Bytes;
}

/** Why a post cannot be sent in clear as it is; one that is sealed is never refused. */
export type SealFailure =
  /** What the list would sign would be changed on its way (RFC 3156 §3, RFC 8551 §3.1.3). */
  | "changed-on-the-way"
  /** With what stands around it the message is beyond the limits. */
  | "beyond-limits";

export function isSealed(body: SealedBody | ClearBody): body is SealedBody {
  return !("clear" in body);
}
