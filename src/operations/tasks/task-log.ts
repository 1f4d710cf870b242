import { z } from "zod";
import { ok } from "#base";
import { allTasks, type Reader, taskRuns } from "#store";
import { operation } from "../operation.ts";
import { type TaskRunView, taskRunView } from "./task-list.ts";
import { noTask, taskName } from "./wanted-task.ts";

const SHOWN = 50;

export const taskLog = operation({
  name: "task.log",
  summary: "Show the last runs of scheduled work",
  input: z.strictObject({ task: taskName.optional(), limit: z.int().min(1).max(1000).default(SHOWN) }),
  async run({ db, clock }, { task, limit }) {
    const now = clock.now();
    const runs = await db.read(async (tx) => {
      if (task !== undefined) await requireTask(tx, task, now);
      return taskRuns(tx, { task, limit });
    });
    return ok<readonly TaskRunView[]>(runs.map(taskRunView));
  },
});

async function requireTask(tx: Reader, task: string, now: Date): Promise<void> {
  const names = (await allTasks(tx, now)).map(({ name }) => name);
  if (!names.includes(task)) throw noTask(task, names);
}
