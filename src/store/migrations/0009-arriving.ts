import type { Migration } from "./migration.ts";

/** Large messages are stored before their inbox row. */
export const arriving: Migration = {
  version: 9,
  name: "arriving",
  statements: [
    // since when it is being stored for an inbox row that is not there yet; null: a row owns it
    `alter table blob add column arriving_since {int}`,
    `create index blob_arriving on blob (arriving_since) where arriving_since is not null`,
  ],
};
