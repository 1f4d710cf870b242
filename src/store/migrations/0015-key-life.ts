import type { Migration } from "./migration.ts";

/** Keys of lists that end: replaced ones open for a while, and ones in wrong hands at once no more. */
export const keyLife: Migration = {
  version: 15,
  name: "key-life",
  statements: [
    // a key that was replaced is erased then; null: it stays
    `alter table list_secret add column opens_until {int}`,
    // since when nobody is to use it; null: it counts
    `alter table list_secret add column revoked_at {int}`,
    // OpenPGP: its revocation, made with the key, sealed by the master key
    `alter table list_secret add column revocation {bytes}`,
  ],
};
