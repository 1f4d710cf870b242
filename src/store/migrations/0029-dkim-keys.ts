import type { Migration } from "./migration.ts";

/** Keys with which domains sign what goes out, and what of a body is to be sealed as RFC 8617 says. */
export const dkimKeys: Migration = {
  version: 29,
  name: "dkim-keys",
  statements: [
    `create table dkim_key (
  id {id},
  -- A-labels in lower case; with the selector the name of the record in the DNS
  domain text not null,
  selector text not null,
  -- signs for this list only; null: for all of the domain
  list_id {int} references list (id) on delete cascade,
  -- rsa | ed25519
  algorithm text not null,
  -- SubjectPublicKeyInfo, DER
  public {bytes} not null,
  -- PKCS #8, sealed by the master key; null: it signs no more
  sealed {bytes},
  -- waiting: for its record; active; retired: its record stays published a while
  state text not null default 'waiting',
  created_at {int} not null,
  active_at {int},
  retired_at {int},
  unique (domain, selector)
) {strict}`,
    `create index dkim_key_list on dkim_key (list_id)`,
    // What was found of the message when it came, for the next set of its chain; null: nothing is sealed.
    `alter table body add column arc_ {bytes}`,
  ],
};
