import type { Migration } from "./migration.ts";

/** What issuers' OCSP responders said of certificates. */
export const certificateStatuses: Migration = {
  version: 20,
  name: "certificate-status",
  statements: [
    `create table certificate_status (
  fingerprint text primary key,
  -- DER
  certificate {bytes} not null,
  issuer {bytes} not null,
  -- '': nothing yet
  status text not null default '' check (status in ('', 'good', 'revoked')),
  -- the answer's times; null: there is none
  this_update {int},
  answered_until {int},
  -- the last time that somebody wanted to know
  wanted_at {int} not null,
  -- null: not asked yet
  tried_at {int},
  -- why the last try brought no answer; '' if it did
  problem text not null default ''
) {strict}`,
  ],
};
