import type { Generated } from "kysely";
import type { BlobId, BodyId, Bytes, InboxId, ListId, MemberId, OutboxId, PostId } from "#base";

export type OutboxState = "ready" | "claimed" | "sent" | "failed" | "dropped";

export interface MailOutSchema {
  readonly post: PostTable;
  readonly post_member: PostMemberTable;
  readonly kept: KeptTable;
  readonly archived: ArchivedTable;
  readonly waiting_notice: { member_id: MemberId; told_at: number };
  readonly body: BodyTable;
  readonly body_chunk: { body_id: BodyId; seq: number; bytes: Bytes };
  readonly outbox: OutboxTable;
}

export interface PostTable {
  id: Generated<PostId>;
  list_id: ListId;
  inbox_id: InboxId;
  number: number;
  thread_number: number;
  message_id: string;
  author_member_id: MemberId | null;
  subject: Bytes;
  accepted_at: number;
  state: Generated<"sealing" | "sent">;
  plan_after: Generated<MemberId>;
  plan_until: MemberId | null;
  came_sealed: Generated<number>;
}

export interface PostMemberTable {
  post_id: PostId;
  member_id: MemberId;
  profile: string;
  fingerprint: string;
  state: Generated<"waiting" | "sealed" | "dropped" | "kept" | "lost">;
}

export interface KeptTable {
  post_id: PostId;
  list_id: ListId;
  inbox_id: InboxId;
  blob_id: BlobId | null;
  opened: number;
  until: number;
}

export interface ArchivedTable {
  post_id: PostId;
  list_id: ListId;
  number: number;
  at: number;
  sealed: number;
  size: number;
  blob_id: BlobId;
}

export interface BodyTable {
  id: Generated<BodyId>;
  post_id: PostId | null;
  list_id: ListId | null;
  inbox_id: InboxId | null;
  kind: "sealed" | "clear";
  outer_: Bytes;
  before_: Bytes;
  after_: Bytes;
  arc_: Bytes | null;
  encoding: "base64" | "as-is";
  size: number;
  blob_id: BlobId | null;
  created_at: number;
  erased_at: number | null;
}

export interface OutboxTable {
  id: Generated<OutboxId>;
  body_id: BodyId;
  post_id: PostId | null;
  list_id: ListId | null;
  lane: number;
  member_id: MemberId | null;
  sealed_to: string;
  effect: string;
  return_path: string;
  rcpt_to: string;
  domain: string;
  member_fields: Bytes;
  head: Bytes;
  state: Generated<OutboxState>;
  attempts: Generated<number>;
  next_at: number;
  claimed_by: Generated<string>;
  claimed_until: Generated<number>;
  code: Generated<string>;
  reply: Generated<string>;
  created_at: number;
  done_at: number | null;
}
