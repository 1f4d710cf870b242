import type { Migration } from "./migration.ts";

/** Digests that leave out what a reader cannot have yet, and what owners hear of what was left out. */
export const digestsLater: Migration = {
  version: 31,
  name: "digests-later",
  statements: [
    // Of posts that go to nobody but sealed they had those up to this one, for no key of theirs worked; null: as of all.
    `alter table member add column digest_sealed_since {int}`,
    `create index member_digest_late on member (list_id) where digest_sealed_since is not null`,
    // the same
    `alter table last_digest add column sealed_since {int}`,
    // number of the last post of the digest before
    `alter table digest add column earlier {int} not null default 0`,
    // 1: a copy of the last one went to somebody; else its number is not used up
    `alter table digest add column sent {int} not null default 1`,
    // when it went once more, to those whose key came late; null: it did not
    `alter table digest add column again_at {int}`,
    `create table digest_left_out (
  -- a post that nobody got in a digest: what the owners hear of it
  list_id {int} not null references list (id) on delete cascade,
  -- of the post on its list
  number {int} not null,
  -- damaged: it could not be read; sealed: it goes to nobody but sealed, and the list seals for nobody
  why text not null,
  at {int} not null,
  primary key (list_id, number)
) {strict}`,
  ],
};
