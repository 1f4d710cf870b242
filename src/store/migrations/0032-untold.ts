import type { Migration } from "./migration.ts";

/** What ended by itself, with nobody's decision: owners are told of it once, in their summary of the day. */
export const untold: Migration = {
  version: 32,
  name: "untold",
  statements: [
    `create table untold (
  -- what ended by itself and the owners are still to be told of
  id {id},
  list_id {int} not null references list (id) on delete cascade,
  -- held: nobody decided about a message in its time | offer: a key that waited gave its place to another
  what text not null,
  -- the envelope sender, or the member; '' if nobody is to be named
  address text not null,
  ended_at {int} not null
) {strict}`,
    `create index untold_list on untold (list_id, id)`,
    `create index untold_ended on untold (ended_at)`,
  ],
};
