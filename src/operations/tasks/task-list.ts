import { z } from "zod";
import { type ErrorCode, ok } from "#base";
import { allTasks, lastTaskRuns, type TaskRunRow } from "#store";
import { operation } from "../operation.ts";
import { iso } from "../views.ts";

export interface TaskView {
  readonly name: string;
  /** A cron pattern in UTC, or "off". */
  readonly schedule: string;
  /** null: off. */
  readonly nextAt: string | null;
  readonly running: boolean;
  /** null: never yet, or longer ago than runs are kept. */
  readonly last: TaskRunView | null;
}

export interface TaskRunView {
  readonly id: number;
  readonly task: string;
  readonly startedAt: string;
  /** null: it runs. */
  readonly endedAt: string | null;
  /** lost: the process ended before it did. */
  readonly outcome: "running" | "done" | "failed" | "lost";
  readonly problem: ErrorCode | "";
  readonly figures: Readonly<Record<string, number>>;
  /** The process that ran it. */
  readonly node: string;
}

export const taskList = operation({
  name: "task.list",
  summary: "List scheduled work: when each is due, and what came of it last",
  input: z.strictObject({}),
  async run({ db, clock }) {
    const now = clock.now();
    const views = await db.read(async (tx) => {
      const last = new Map((await lastTaskRuns(tx)).map((run) => [run.task, run]));
      return (await allTasks(tx, now)).map(({ name, schedule, nextAt, running }): TaskView => {
        const run = last.get(name);
        return { name, schedule, nextAt: iso(nextAt), running, last: run ? taskRunView(run) : null };
      });
    });
    return ok<readonly TaskView[]>(views);
  },
});

export function taskRunView({ startedAt, endedAt, ...run }: TaskRunRow): TaskRunView {
  return { ...run, startedAt: startedAt.toISOString(), endedAt: iso(endedAt) };
}
