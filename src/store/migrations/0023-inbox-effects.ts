import type { Migration } from "./migration.ts";

/** What a mail that orders several things did already: run again after a crash, it does them once. */
export const inboxEffects: Migration = {
  version: 23,
  name: "inbox-effects",
  statements: [
    `create table inbox_effect (
  inbox_id {int} not null references inbox (id) on delete cascade,
  -- names one thing that the mail orders
  name text not null,
  -- what is answered about it, sealed at rest
  outcome {bytes} not null,
  primary key (inbox_id, name)
) {strict}`,
  ],
};
