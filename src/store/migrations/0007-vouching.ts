import type { Migration } from "./migration.ts";

/** What clear answers, senders and people who come back are judged by. */
export const vouching: Migration = {
  version: 7,
  name: "vouching",
  statements: [
    // 1: it came sealed, and does not leave in clear to everybody
    `alter table post add column came_sealed {int} not null default 0`,
    // 1: through a listener whose Authentication-Results may count
    `alter table inbox add column trusted {int} not null default 0`,
    `create table left_key (
  -- a key of somebody who left: the address comes back with it, or by an owner (security rule S9)
  list_id {int} not null references list (id) on delete cascade,
  address_key text not null,
  -- openpgp | smime
  scheme text not null,
  fingerprint text not null,
  left_at {int} not null,
  -- null: not back without this key
  back_at {int},
  -- who let them back without it: operator
  back_by text not null default '',
  -- erased after this time
  until {int} not null,
  primary key (list_id, address_key, fingerprint)
) {strict}`,
    `create index left_key_until on left_key (until)`,
  ],
};
