import type { Migration } from "./migration.ts";

/** Lists with one certificate for signing and another for encryption. */
export const splitKeys: Migration = {
  version: 12,
  name: "split-keys",
  statements: [
    // what an active key does: both | sign | encrypt
    `alter table list_secret add column purpose text not null default 'both'`,
  ],
};
