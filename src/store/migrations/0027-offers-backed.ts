import type { Migration } from "./migration.ts";

/** Which keys that wait for an owner came with some word for their sender: strangers' keys make room for them. */
export const offersBacked: Migration = {
  version: 27,
  name: "offers-backed",
  statements: [`alter table key_offer add column backed {int} not null default 0`],
};
