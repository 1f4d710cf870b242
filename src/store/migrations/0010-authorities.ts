import type { Migration } from "./migration.ts";

/** Certificate authorities of the site, what they issued, and keys of lists that wait for a certificate. */
export const authorities: Migration = {
  version: 10,
  name: "authorities",
  statements: [
    `create table authority (
  id {id},
  name text not null unique,
  -- DER
  certificate {bytes} not null,
  -- the private key, sealed by the master key
  sealed {bytes} not null,
  -- the newest revocation list, DER, and its number
  crl {bytes} not null,
  crl_number {int} not null default 1,
  crl_until {int} not null,
  created_at {int} not null,
  expires_at {int} not null
) {strict}`,
    `create table issued_certificate (
  id {id},
  authority_id {int} not null references authority (id) on delete cascade,
  address text not null,
  -- hexadecimal
  serial text not null,
  -- SHA-256 of the certificate
  fingerprint text not null unique,
  certificate {bytes} not null,
  issued_at {int} not null,
  expires_at {int} not null,
  -- null: it counts
  revoked_at {int}
) {strict}`,
    `create index issued_certificate_authority on issued_certificate (authority_id, id)`,
    `create table requested_key (
  -- a list's S/MIME key that waits for its certificate
  id {id},
  list_id {int} not null references list (id) on delete cascade,
  -- SHA-256 of the SubjectPublicKeyInfo
  fingerprint text not null unique,
  -- the private key, sealed by the master key
  sealed {bytes} not null,
  created_at {int} not null
) {strict}`,
    `create index requested_key_list on requested_key (list_id)`,
  ],
};
