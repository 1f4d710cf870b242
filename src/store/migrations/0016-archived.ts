import type { Migration } from "./migration.ts";

/** Distributed posts that stay for members who ask for them. */
export const archived: Migration = {
  version: 16,
  name: "archived",
  statements: [
    `create table archived (
  -- a post as it was distributed, before it was sealed for anybody; its number and date are in its post row
  post_id {int} primary key references post (id) on delete cascade,
  list_id {int} not null references list (id) on delete cascade,
  -- counts up per list, as in its post row
  number {int} not null,
  -- when it arrived
  at {int} not null,
  -- 1: it goes to nobody but sealed
  sealed {int} not null,
  -- octets
  size {int} not null,
  blob_id {int} not null references blob (id),
  unique (list_id, number)
) {strict}`,
    `create index archived_at on archived (list_id, at, number)`,
  ],
};
