import type { Migration } from "./migration.ts";

/** Scheduled work: when each task is due, who works on it, and what came of its runs. */
export const tasks: Migration = {
  version: 11,
  name: "tasks",
  statements: [
    `create table task (
  name text primary key,
  -- a cron pattern in UTC, or off
  schedule text not null,
  -- null: off
  next_at {int},
  -- somebody wants it run out of turn; null: nobody
  asked_at {int},
  claimed_by text not null default '',
  claimed_until {int} not null default 0,
  -- runs begun since one was ended
  claims {int} not null default 0
) {strict}`,
    `create table task_run (
  id {id},
  task text not null references task (name) on delete cascade,
  node text not null,
  started_at {int} not null,
  -- null: it runs
  ended_at {int},
  -- running | done | failed | lost
  outcome text not null default 'running',
  -- an error code; '' for none
  problem text not null default '',
  -- what it did, as a JSON object of numbers
  figures text not null default '{}'
) {strict}`,
    `create index task_run_task on task_run (task, id)`,
  ],
};
