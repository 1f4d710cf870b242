/** What a task model of Sympa's says about a task of ours: when, how long ahead, with which file. */
import type { Selectable } from "kysely";
import type { Reader, Transactor } from "../engine/database.ts";
import type { TaskModelTable } from "../schema/schema-tasks.ts";

export interface TaskModel {
  readonly task: string;
  readonly title: string;
  /** Milliseconds after a run; null: it is not run again. */
  readonly everyMs: number | null;
  /** Milliseconds before an expiry; null: it says none. */
  readonly aheadMs: number | null;
  /** The template of a warning, or the file of addresses. */
  readonly name: string;
  /** Where revocation lists are, beside what certificates say. */
  readonly addresses: readonly string[];
}

/** In place of one for the same task. */
export async function storeTaskModel(tx: Transactor, model: TaskModel, now: Date): Promise<void> {
  const row = {
    title: model.title,
    every_ms: model.everyMs,
    ahead_ms: model.aheadMs,
    name: model.name,
    addresses: JSON.stringify(model.addresses),
    imported_at: now.getTime(),
  };
  await tx.query
    .insertInto("task_model")
    .values({ task: model.task, ...row })
    .onConflict((c) => c.column("task").doUpdateSet(row))
    .execute();
}

/** null: the schedule of the configuration counts. */
export async function taskModel(tx: Reader, task: string): Promise<TaskModel | null> {
  const row = await tx.query.selectFrom("task_model").selectAll().where("task", "=", task).executeTakeFirst();
  return row === undefined ? null : toModel(row);
}

/** False: there was none. */
export async function dropTaskModel(tx: Transactor, task: string): Promise<boolean> {
  const { numDeletedRows } = await tx.query
    .deleteFrom("task_model")
    .where("task", "=", task)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

function toModel({
  task,
  title,
  every_ms,
  ahead_ms,
  name,
  addresses,
}: Selectable<TaskModelTable>): TaskModel {
  return {
    task,
    title,
    name,
    everyMs: every_ms,
    aheadMs: ahead_ms,
    addresses: JSON.parse(addresses) as string[],
  };
}
