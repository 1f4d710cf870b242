import type { Migration } from "./migration.ts";

/** Revocation lists that were fetched from authorities. */
export const fetchedRevocationLists: Migration = {
  version: 14,
  name: "revocation-lists",
  statements: [
    `create table revocation_list (
  -- where authorities' certificates say that it is
  url text primary key,
  -- DER; null: never fetched yet
  der {bytes},
  this_update {int},
  -- null: it does not say
  next_update {int},
  fetched_at {int},
  tried_at {int} not null,
  -- why the last try brought none; '' if it did
  problem text not null default ''
) {strict}`,
  ],
};
