import type { Generated } from "kysely";
import type { BlobId, ListId, MemberId, PostId } from "#base";

/** mime: RFC 2046's multipart/digest; plain: RFC 1153. */
export type DigestForm = "mime" | "plain";

export interface DigestTable {
  list_id: ListId;
  volume: number;
  issue: number;
  begun_at: number | null;
  last: number;
  earlier: Generated<number>;
  open: number;
  sent: Generated<number>;
  again_at: number | null;
}

export interface DigestPostTable {
  post_id: PostId;
  list_id: ListId;
  number: number;
  at: number;
  sealed: number;
  opened: number;
  size: number;
  blob_id: BlobId;
}

export interface LastDigestTable {
  member_id: MemberId;
  list_id: ListId;
  form: DigestForm;
  since: number;
  sealed_since: number | null;
  until: number;
}

/** damaged: it could not be read. sealed: it goes to nobody but sealed, and the list seals for nobody. */
export type WhyLeftOut = "damaged" | "sealed";

export interface DigestLeftOutTable {
  list_id: ListId;
  number: number;
  why: WhyLeftOut;
  at: number;
}
