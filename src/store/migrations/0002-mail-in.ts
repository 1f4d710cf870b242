import type { Migration } from "./migration.ts";

/** What came in, and what is remembered about it. */
export const mailIn: Migration = {
  version: 2,
  name: "mail-in",
  statements: [
    `create table blob (
  -- a stored message under its own key; erased by deleting the row
  id {id},
  storage_key_id {int} not null references storage_key (id),
  -- inbox | held | body
  purpose text not null,
  -- the blob's key, sealed by the storage key for the row that owns it
  wrapped_key {bytes} not null,
  -- octets before encryption
  size {int} not null
) {strict}`,
    `create table blob_chunk (
  blob_id {int} not null references blob (id) on delete cascade,
  seq {int} not null,
  -- AES-256-GCM of 256 kB, bound to blob, number and whether it is the last
  bytes {bytes} not null,
  primary key (blob_id, seq)
) {strict}`,
    `create table inbox (
  -- one row per recipient of a received message
  id {id},
  -- the same for all recipients of one transaction of the protocol
  transaction_id text not null,
  received_at {int} not null,
  -- empty: null reverse-path
  envelope_from text not null,
  rcpt_to text not null,
  -- null: no such list any more, or mail of the site
  list_id {int} references list (id) on delete set null,
  -- kind of address: post, owner, request, ...
  door text not null,
  -- null: erased
  blob_id {int} references blob (id),
  size {int} not null,
  peer text not null default '',
  -- 1: a person accepted it: it is not held again for what a person may decide
  approved {int} not null default 0,
  -- new | claimed | sealing | done | aside
  state text not null default 'new',
  -- how often a step failed
  attempts {int} not null default 0,
  -- how often it was claimed since it was last answered: more than once means that a process died over it
  claims {int} not null default 0,
  claimed_by text not null default '',
  -- not to be claimed before this time
  claimed_until {int} not null default 0,
  -- accept | hold | reject | discard, once decided
  decision text not null default '',
  -- the reason code
  code text not null default '',
  done_at {int}
) {strict}`,
    `create index inbox_waiting on inbox (claims, claimed_until, id) where state in ('new', 'claimed', 'sealing')`,
    `create index inbox_done on inbox (done_at) where done_at is not null`,
    `create index inbox_transaction on inbox (transaction_id)`,
    `create table held (
  -- waits for a person, as it arrived
  id {id},
  list_id {int} not null references list (id) on delete cascade,
  inbox_id {int} not null unique,
  blob_id {int} references blob (id),
  -- held | refused
  kind text not null,
  code text not null,
  -- may be told to the sender
  public_text text not null default '',
  -- for owners and the log; never content
  detail text not null default '',
  sender text not null default '',
  size {int} not null,
  held_at {int} not null,
  -- erased after this time
  until {int} not null
) {strict}`,
    `create index held_list on held (list_id, id)`,
    `create index held_until on held (until)`,
    `create table mark (
  -- what was signed counts once (security rule S4)
  list_id {int} not null,
  mark {bytes} not null,
  message_id text not null default '',
  address text not null default '',
  inbox_id {int} not null,
  expires_at {int} not null,
  primary key (mark, list_id)
) {strict}`,
    `create index mark_expires on mark (expires_at)`,
    `create table session_mark (
  -- each ciphertext is opened for one door (security rule S1)
  hmac {bytes} not null primary key,
  door text not null,
  inbox_id {int} not null,
  expires_at {int} not null
) {strict}`,
    `create index session_mark_expires on session_mark (expires_at)`,
    `create table answer_count (
  -- automatic answers given in a window of time (security rule S7)
  subject text not null,
  window_start {int} not null,
  count {int} not null,
  expires_at {int} not null,
  primary key (subject, window_start)
) {strict}`,
    `create index answer_count_expires on answer_count (expires_at)`,
  ],
};
