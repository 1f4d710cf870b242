import type { Migration } from "./migration.ts";

/** Accepted posts, the plan of who gets them, and what waits to be sent. */
export const mailOut: Migration = {
  version: 3,
  name: "mail-out",
  statements: [
    `create table post (
  id {id},
  list_id {int} not null references list (id) on delete cascade,
  inbox_id {int} not null unique,
  -- counts up per list
  number {int} not null,
  -- the number of the first post of the thread
  thread_number {int} not null,
  -- as members see it outside
  message_id text not null,
  -- members who left keep their number here, so there is no reference
  author_member_id {int},
  -- the Subject that starts a thread of a list with keys, sealed at rest; else empty
  subject {bytes} not null,
  accepted_at {int} not null,
  -- sealing | sent
  state text not null default 'sealing',
  unique (list_id, number)
) {strict}`,
    `create index post_message on post (list_id, message_id)`,
    `create index post_accepted on post (accepted_at)`,
    `create table post_member (
  -- the plan: who is to get the post, fixed when it was accepted
  post_id {int} not null references post (id) on delete cascade,
  -- no reference: a member who left is noticed when the row is sealed
  member_id {int} not null,
  profile text not null,
  -- the key chosen by the plan; empty: sent in clear
  fingerprint text not null default '',
  -- waiting | sealed | dropped
  state text not null default 'waiting',
  primary key (post_id, member_id)
) {strict}`,
    `create index post_member_waiting on post_member (post_id, profile, member_id) where state = 'waiting'`,
    `create table body (
  -- what all messages of a profile share
  id {id},
  post_id {int},
  list_id {int},
  inbox_id {int},
  -- sealed: to people, stored as it is; clear: sealed at rest, outer_, before_ and after_ too
  kind text not null,
  outer_ {bytes} not null,
  before_ {bytes} not null,
  after_ {bytes} not null,
  -- base64 | as-is
  encoding text not null,
  size {int} not null,
  blob_id {int} references blob (id),
  created_at {int} not null,
  -- set when the last delivery was done
  erased_at {int}
) {strict}`,
    `create index body_post on body (post_id)`,
    `create index body_created on body (created_at)`,
    `create table body_chunk (
  body_id {int} not null references body (id) on delete cascade,
  seq {int} not null,
  bytes {bytes} not null,
  primary key (body_id, seq)
) {strict}`,
    `create table outbox (
  -- one delivery to one person
  id {id},
  body_id {int} not null references body (id),
  post_id {int},
  list_id {int},
  -- the list's id, or 0: claims are shared out fairly over lanes
  lane {int} not null,
  member_id {int},
  -- the key it is sealed to; empty: none. If it is bound no more the row is dropped
  sealed_to text not null default '',
  -- what of which inbox row this is; the same effect is never queued twice
  effect text not null unique,
  return_path text not null,
  rcpt_to text not null,
  domain text not null,
  member_fields {bytes} not null,
  -- what stands before the shared body for this person; emptied when done
  head {bytes} not null,
  -- ready | claimed | sent | failed | dropped
  state text not null default 'ready',
  attempts {int} not null default 0,
  next_at {int} not null,
  claimed_by text not null default '',
  claimed_until {int} not null default 0,
  -- enhanced status code and text of the last reply
  code text not null default '',
  reply text not null default '',
  created_at {int} not null,
  done_at {int}
) {strict}`,
    `create index outbox_ready on outbox (lane, next_at, id) where state = 'ready'`,
    `create index outbox_claimed on outbox (claimed_until) where state = 'claimed'`,
    `create index outbox_body on outbox (body_id, state)`,
    `create index outbox_done on outbox (done_at) where done_at is not null`,
    `create index outbox_failed on outbox (lane, id) where state = 'failed'`,
    `create index outbox_post on outbox (post_id)`,
  ],
};
