import type { Migration } from "./migration.ts";

/** Members who want many posts in one mail, and the posts that wait for it. */
export const digests: Migration = {
  version: 28,
  name: "digests",
  statements: [
    // Of digests: mime | plain; '' for each post by itself.
    `alter table member add column digest text not null default ''`,
    // The last post that they had: by a digest, or before they chose digests.
    `alter table member add column digest_since {int} not null default 0`,
    `create index member_digest on member (list_id, id) where digest <> ''`,
    `create table digest (
  -- how far a list is with its digests
  list_id {int} primary key references list (id) on delete cascade,
  -- of the last one, or of one that is to come
  volume {int} not null,
  -- 0: none of this volume yet
  issue {int} not null,
  -- when the last one was begun; null: there was none
  begun_at {int},
  -- number of the last post that is in it
  last {int} not null,
  -- 1: it is going out
  open {int} not null
) {strict}`,
    `create table digest_post (
  -- a post that waits for digests, as it was distributed, before it was sealed for anybody
  post_id {int} primary key references post (id) on delete cascade,
  list_id {int} not null references list (id) on delete cascade,
  -- counts up per list, as in its post row
  number {int} not null,
  -- when it arrived
  at {int} not null,
  -- 1: it goes to nobody but sealed
  sealed {int} not null,
  -- 1: it came sealed
  opened {int} not null,
  -- octets
  size {int} not null,
  blob_id {int} not null references blob (id),
  unique (list_id, number)
) {strict}`,
    `create table last_digest (
  -- a member who chose single posts again: what waited for their digest comes in one more
  member_id {int} primary key references member (id) on delete cascade,
  list_id {int} not null references list (id) on delete cascade,
  -- mime | plain
  form text not null,
  -- posts with numbers above the first, up to the second
  since {int} not null,
  until {int} not null
) {strict}`,
  ],
};
