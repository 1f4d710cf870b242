import type { Migration } from "./migration.ts";

/** What members chose for themselves, and what lets them undo that they left. */
export const memberOptions: Migration = {
  version: 18,
  name: "member-options",
  statements: [
    // Why delivery is off: member | owner; '' while it is on.
    `alter table member add column delivery_why text not null default ''`,
    // On again from then; null: when somebody says so.
    `alter table member add column delivery_until {int}`,
    // 1: hears of each post of theirs that went out.
    `alter table member add column ack {int} not null default 0`,
    // 1: does not get their own posts.
    `alter table member add column not_metoo {int} not null default 0`,
    // 1: does not get a post that names them in To or Cc.
    `alter table member add column no_dupes {int} not null default 0`,
    // 1: not shown to other members.
    `alter table member add column conceal {int} not null default 0`,
    // 1: an owner looks at their posts first.
    `alter table member add column moderated {int} not null default 0`,
    `create index member_vacation on member (delivery_until) where delivery_until is not null`,
    `create table departure (
  -- a member who left by themselves, and may undo that for some days
  id {id},
  list_id {int} not null references list (id) on delete cascade,
  address_key text not null,
  -- JSON of the member and the bindings of their keys, sealed by the master key
  sealed {bytes} not null,
  -- erased after this time
  until {int} not null,
  unique (list_id, address_key)
) {strict}`,
    `create index departure_until on departure (until)`,
  ],
};
