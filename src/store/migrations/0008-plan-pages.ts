import type { Migration } from "./migration.ts";

/** The plan of a post is made page by page. */
export const planPages: Migration = {
  version: 8,
  name: "plan-pages",
  statements: [
    // members up to this id are planned for
    `alter table post add column plan_after {int} not null default 0`,
    // the newest member when the post was accepted; null: the plan is whole
    `alter table post add column plan_until {int}`,
  ],
};
