import type { Migration } from "./migration.ts";

/** Keys that came along and wait for an owner, and the files of the watched folder of certificates. */
export const keyOffers: Migration = {
  version: 17,
  name: "key-offers",
  statements: [
    `create table key_offer (
  id {id},
  list_id {int} not null references list (id) on delete cascade,
  member_id {int} not null references member (id) on delete cascade,
  -- openpgp | smime
  scheme text not null,
  fingerprint text not null,
  -- binary transferable public key, or certificate as DER
  public {bytes} not null,
  -- how it came: signature | attachment | autocrypt | folder | directory
  via text not null,
  -- waiting | refused: not offered again until its time is over
  state text not null default 'waiting',
  offered_at {int} not null,
  -- erased after this time
  until {int} not null,
  unique (list_id, member_id, fingerprint)
) {strict}`,
    `create index key_offer_member on key_offer (member_id)`,
    `create index key_offer_until on key_offer (until)`,
    `create table certificate_file (
  -- of a file in the folder x509_user_certs
  name text not null primary key,
  -- SHA-256 of what was in it
  digest text not null,
  -- 1: we wrote it
  written {int} not null,
  -- why it was not taken in; '': it was
  problem text not null,
  seen_at {int} not null
) {strict}`,
  ],
};
