import type { Migration } from "./migration.ts";

/** Task models of Sympa's that an operator gave to the site. */
export const taskModels: Migration = {
  version: 22,
  name: "task-models",
  statements: [
    `create table task_model (
  task text primary key,
  title text not null,
  -- how long after a run the next is due; null: the model stops after one
  every_ms {int},
  -- chk_cert_expiration: how long before its expiry people are warned
  ahead_ms {int},
  -- chk_cert_expiration: the template; crl_update: the file of addresses
  name text not null,
  -- crl_update: addresses of lists, JSON
  addresses text not null default '[]',
  imported_at {int} not null
) {strict}`,
  ],
};
