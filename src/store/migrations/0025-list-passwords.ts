import type { Migration } from "./migration.ts";

/** The password with which moderators let posts out by mail. */
export const listPasswords: Migration = {
  version: 25,
  name: "list-passwords",
  statements: [
    `create table list_password (
  list_id {int} primary key references list (id) on delete cascade,
  -- of scrypt, with its salt and cost
  hash text not null,
  set_at {int} not null
) {strict}`,
  ],
};
