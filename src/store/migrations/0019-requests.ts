import type { Migration } from "./migration.ts";

/** What people asked for that waits for a word of their own, or of an owner. */
export const requests: Migration = {
  version: 19,
  name: "requests",
  statements: [
    `create table request (
  id {id},
  -- null: it is about no list
  list_id {int} references list (id) on delete cascade,
  -- person | owner
  waits_for text not null,
  -- as scenarios name it: subscribe, unsubscribe, add, ...
  function text not null,
  -- who asked, and how they proved to be that
  actor text not null,
  method text not null,
  -- whom it is about
  email text not null,
  email_key text not null,
  -- the operation that runs then, and its input as JSON
  operation text not null,
  input text not null,
  -- HMAC of the octets that asked
  asked {bytes} not null,
  -- names the effect: the same one is held once
  effect text not null unique,
  created_at {int} not null,
  expires_at {int} not null
) {strict}`,
    `create index request_list on request (list_id, waits_for, id)`,
    `create index request_email on request (email_key)`,
    `create index request_expires on request (expires_at)`,
    `create table request_key (
  -- lets who has the key decide about one request, once: HMACs of the key, and of it with all that it is for
  digest {bytes} not null primary key,
  binding {bytes} not null,
  request_id {int} not null references request (id) on delete cascade,
  -- whom it was mailed to
  holder text not null
) {strict}`,
    `create index request_key_request on request_key (request_id)`,
  ],
};
