/** What came of the runs of scheduled work. */
import type { Selectable } from "kysely";
import type { ErrorCode, TaskRunId } from "#base";
import type { Reader } from "../engine/database.ts";
import type { TaskOutcome, TaskRunTable } from "../schema/schema-tasks.ts";

export interface TaskRunRow {
  readonly id: TaskRunId;
  readonly task: string;
  readonly node: string;
  readonly startedAt: Date;
  /** null: it runs. */
  readonly endedAt: Date | null;
  readonly outcome: TaskOutcome;
  readonly problem: ErrorCode | "";
  readonly figures: Readonly<Record<string, number>>;
}

/** Newest first. */
export async function taskRuns(
  tx: Reader,
  { task, limit }: { readonly task?: string | undefined; readonly limit: number },
): Promise<readonly TaskRunRow[]> {
  const rows = await tx.query
    .selectFrom("task_run")
    .selectAll()
    .$if(task !== undefined, (q) => q.where("task", "=", task ?? ""))
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return rows.map(toRun);
}

/** The newest of each task. */
export async function lastTaskRuns(tx: Reader): Promise<readonly TaskRunRow[]> {
  const newest = tx.query
    .selectFrom("task_run")
    .select((b) => b.fn.max("id").as("id"))
    .groupBy("task");
  const rows = await tx.query.selectFrom("task_run").selectAll().where("id", "in", newest).execute();
  return rows.map(toRun);
}

function toRun(row: Selectable<TaskRunTable>): TaskRunRow {
  const { id, task, node, outcome, problem } = row;
  return {
    id,
    task,
    node,
    outcome,
    problem,
    startedAt: new Date(row.started_at),
    endedAt: row.ended_at === null ? null : new Date(row.ended_at),
    figures: JSON.parse(row.figures) as Record<string, number>,
  };
}
