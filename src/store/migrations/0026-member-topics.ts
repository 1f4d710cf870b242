import type { Migration } from "./migration.ts";

/** Of which topics members want posts. */
export const memberTopics: Migration = {
  version: 26,
  name: "member-topics",
  statements: [
    // Names, a line each; '' for all posts.
    `alter table member add column topics text not null default ''`,
    // 1: also gets what is about none of the list's topics.
    `alter table member add column other_topics {int} not null default 0`,
  ],
};
