import type { Migration } from "./migration.ts";

/** What waits for members who cannot read it yet, and when they were told. */
export const kept: Migration = {
  version: 6,
  name: "kept",
  statements: [
    `create table kept (
  -- a post as it arrived, for members whose key does not work yet: those whose post_member.state is
  -- kept (told) or lost (their key was lost after the plan was made); and until its sealed copies are delivered
  post_id {int} primary key references post (id) on delete cascade,
  list_id {int} not null references list (id) on delete cascade,
  inbox_id {int} not null unique,
  -- null: with its inbox row, to be sealed again
  blob_id {int} references blob (id),
  -- 1: it came sealed and was opened
  opened {int} not null,
  -- erased after this time
  until {int} not null
) {strict}`,
    `create index kept_list on kept (list_id, post_id)`,
    `create index kept_until on kept (until)`,
    `create index post_member_kept on post_member (member_id, state, post_id) where state in ('kept', 'lost')`,
    `create table waiting_notice (
  -- when a member was last told that a post waits for their key
  member_id {int} primary key references member (id) on delete cascade,
  told_at {int} not null
) {strict}`,
  ],
};
