import type { Migration } from "./migration.ts";

/** Who was warned of a key that expires. */
export const keyWarnings: Migration = {
  version: 13,
  name: "key-warnings",
  statements: [
    `create table key_warning (
  list_id {int} not null references list (id) on delete cascade,
  -- of a member's key on the list, or of the list's own
  fingerprint text not null,
  -- who was told: member | owners
  told text not null,
  -- when the key expires; with another time it was renewed, and is told anew
  expires_at {int} not null,
  -- days before that day; 0: it had expired
  stage {int} not null,
  told_at {int} not null,
  primary key (list_id, fingerprint, told)
) {strict}`,
  ],
};
