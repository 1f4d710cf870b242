import type { Generated } from "kysely";
import type { ErrorCode, TaskRunId } from "#base";

export type TaskOutcome = "running" | "done" | "failed" | "lost";

export interface TasksSchema {
  readonly task: TaskTable;
  readonly task_run: TaskRunTable;
  readonly task_model: TaskModelTable;
}

export interface TaskTable {
  name: string;
  schedule: string;
  next_at: number | null;
  asked_at: number | null;
  claimed_by: Generated<string>;
  claimed_until: Generated<number>;
  claims: Generated<number>;
}

export interface TaskModelTable {
  task: string;
  title: string;
  every_ms: number | null;
  ahead_ms: number | null;
  name: string;
  addresses: string;
  imported_at: number;
}

export interface TaskRunTable {
  id: Generated<TaskRunId>;
  task: string;
  node: string;
  started_at: number;
  ended_at: number | null;
  outcome: Generated<TaskOutcome>;
  problem: Generated<ErrorCode | "">;
  figures: Generated<string>;
}
