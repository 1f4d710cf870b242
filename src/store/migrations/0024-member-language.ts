import type { Migration } from "./migration.ts";

/** The language that a member chose; empty: none, and mail to them is in the language of the list. */
export const memberLanguage: Migration = {
  version: 24,
  name: "member-language",
  statements: [`update member set language = ''`],
};
