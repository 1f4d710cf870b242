import type { Migration } from "./migration.ts";

/** Lists, members, their keys, and the secrets of the site. */
export const lists: Migration = {
  version: 1,
  name: "lists",
  statements: [
    `create table site_secret (
  name text not null primary key,
  -- sealed by the master key
  sealed {bytes} not null
) {strict}`,
    `create table list (
  id {id},
  address text not null,
  -- the comparable form: lower case, A-labels
  address_key text not null unique,
  display_name text not null default '',
  -- JSON: only what differs from the defaults
  settings text not null default '{}',
  -- the number of the newest post
  last_post_number {int} not null default 0,
  created_at {int} not null
) {strict}`,
    `create table storage_key (
  -- wraps the keys of stored messages; the newest of a list is used for new ones
  id {id},
  -- null: mail of no list
  list_id {int} references list (id) on delete cascade,
  -- sealed by the master key
  wrapped {bytes} not null,
  created_at {int} not null
) {strict}`,
    `create index storage_key_list on storage_key (list_id, id)`,
    `create table list_secret (
  id {id},
  list_id {int} not null references list (id) on delete cascade,
  -- openpgp | smime
  scheme text not null,
  fingerprint text not null unique,
  -- OpenPGP: transferable public key; S/MIME: the certificate, DER
  public {bytes} not null,
  -- the private key, sealed by the master key
  sealed {bytes} not null,
  created_at {int} not null,
  expires_at {int},
  -- 1: seals and signs; 0: only opens what was sealed to it
  active {int} not null default 1
) {strict}`,
    `create index list_secret_list on list_secret (list_id)`,
    `create table member (
  id {id},
  list_id {int} not null references list (id) on delete cascade,
  address text not null,
  address_key text not null,
  name text not null default '',
  language text not null default 'en',
  -- 1: posts go to this person (owners and moderators need not be readers)
  receives {int} not null default 1,
  owner {int} not null default 0,
  moderator {int} not null default 0,
  -- on | off
  delivery text not null default 'on',
  created_at {int} not null,
  unique (list_id, address_key)
) {strict}`,
    `create index member_page on member (list_id, id)`,
    `create table member_key (
  id {id},
  member_id {int} not null references member (id) on delete cascade,
  list_id {int} not null references list (id) on delete cascade,
  scheme text not null,
  -- of the bound key: primary fingerprint, or SHA-256 of the certificate
  fingerprint text not null,
  public {bytes} not null,
  -- JSON KeyDescription
  description text not null,
  -- owner | member | harvest
  source text not null,
  -- 1: the owner named this very key by its fingerprint
  pinned {int} not null default 0,
  -- JSON: addresses the owner confirmed for this fingerprint
  confirmed_addresses text not null default '[]',
  bound_at {int} not null,
  -- JSON Recipient; null: cannot be sealed to
  recipient text,
  usable_from {int} not null default 0,
  usable_until {int},
  unique (list_id, fingerprint)
) {strict}`,
    `create index member_key_member on member_key (member_id)`,
    `create index member_key_page on member_key (list_id, id)`,
    `create index member_key_fingerprint on member_key (fingerprint)`,
    `create table member_key_signer (
  -- OpenPGP key ids by which signatures name a bound key
  member_key_id {int} not null references member_key (id) on delete cascade,
  -- 16 upper-case hex digits, of the primary key or a subkey that may sign
  key_id text not null,
  primary key (member_key_id, key_id)
) {strict}`,
    `create index member_key_signer_id on member_key_signer (key_id)`,
    `create table node (
  -- unlike that of any other start
  name text not null primary key,
  -- where it runs: one process at a time
  site text not null unique,
  started_at {int} not null,
  seen_at {int} not null
) {strict}`,
  ],
};
