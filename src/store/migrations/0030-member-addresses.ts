import type { Migration } from "./migration.ts";

/** Other addresses of members: what comes from them counts as theirs, and nothing is sent there. */
export const memberAddresses: Migration = {
  version: 30,
  name: "member-addresses",
  statements: [
    `create table member_address (
  -- one that was confirmed, by an answer from it or by the operator
  id {id},
  list_id {int} not null references list (id) on delete cascade,
  member_id {int} not null references member (id) on delete cascade,
  address text not null,
  address_key text not null,
  confirmed_at {int} not null,
  unique (list_id, address_key)
) {strict}`,
    `create index member_address_member on member_address (member_id)`,
    `create index member_address_key on member_address (address_key)`,
  ],
};
