import type { Migration } from "./migration.ts";

/** Deciding about held messages by mail, and telling their senders. */
export const moderation: Migration = {
  version: 5,
  name: "moderation",
  statements: [
    // Where the sender may be told what becomes of the message (security rule S7); empty: nowhere.
    `alter table held add column answer_to text not null default ''`,
    `create table held_token (
  -- lets one person decide about one held message by mail, once: SHA-256 of what stands in the address
  digest {bytes} not null primary key,
  held_id {int} not null references held (id) on delete cascade,
  member_id {int} not null references member (id) on delete cascade
) {strict}`,
    `create index held_token_held on held_token (held_id)`,
    `create index held_token_member on held_token (member_id)`,
    `create table errand (
  -- mail that a person ordered and that is still to be written
  id {id},
  list_id {int} not null references list (id) on delete cascade,
  -- what is to be written to whom
  blob_id {int} references blob (id),
  created_at {int} not null
) {strict}`,
  ],
};
