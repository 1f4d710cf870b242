import type { Migration } from "./migration.ts";

/** When a key can be sealed to stands in its recipient, and nowhere else. */
export const recipientTimes: Migration = {
  version: 4,
  name: "recipient-times",
  statements: [
    `alter table member_key drop column usable_from`,
    `alter table member_key drop column usable_until`,
  ],
};
