/** Has the server run a task out of turn, and waits for what comes of it. */
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { ok, type TaskRunId } from "#base";
import { allTasks, askTask, type Database, isServed, taskRuns, type TaskRunRow } from "#store";
import { operation } from "../operation.ts";
import { type TaskRunView, taskRunView } from "./task-list.ts";
import { noTask, taskName } from "./wanted-task.ts";

const LOOK_MS = 50;
/** Looks until the run must have begun, and until nobody waits for its end any more. */
const LOOKS_TO_BEGIN = 400;
const LOOKS_TO_END = 6000;

export interface TaskAsked {
  readonly task: string;
  /** null: it has not begun; a server runs it as soon as it looks, or when one starts. */
  readonly run: TaskRunView | null;
}

export const taskRun = operation({
  name: "task.run",
  summary: "Run scheduled work now",
  input: z.strictObject({ task: taskName }),
  async run({ db, clock, wake }, { task }) {
    const now = clock.now();
    const before = await db.transact(async (tx) => {
      tx.onCommit(wake);
      const [last] = await taskRuns(tx, { limit: 1 });
      if (await askTask(tx, task, now)) return { last: last?.id ?? 0, served: await isServed(tx, now) };
      const names = (await allTasks(tx, now)).map(({ name }) => name);
      throw noTask(task, names);
    });
    const run = before.served ? await newRun(db, task, before.last) : null;
    return ok<TaskAsked>({ task, run: run === null ? null : taskRunView(run) });
  },
});

/** The first run that began since; as it stands if it does not end. */
async function newRun(db: Database, task: string, after: number): Promise<TaskRunRow | null> {
  for (let looks = 0; ; looks += 1) {
    const run = await db.read((tx) => runSince(task, after, tx));
    if (run?.endedAt || looks >= (run === null ? LOOKS_TO_BEGIN : LOOKS_TO_END)) return run;
    await wait(LOOK_MS);
  }
}

async function runSince(
  task: string,
  after: TaskRunId | number,
  tx: Parameters<typeof taskRuns>[0],
): Promise<TaskRunRow | null> {
  const [run] = await taskRuns(tx, { task, limit: 1 });
  return run !== undefined && run.id > after ? run : null;
}
