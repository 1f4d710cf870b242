import type { Migration } from "./migration.ts";

/** How often an ordered mail could not be written: what is set aside stays that when the server starts again. */
export const errandTries: Migration = {
  version: 21,
  name: "errand-tries",
  statements: [
    `alter table errand add column tries {int} not null default 0`,
    // what broke it last
    `alter table errand add column code text not null default ''`,
  ],
};
