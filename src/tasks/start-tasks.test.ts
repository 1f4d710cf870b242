import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { AppError, type Logger, silentLogger } from "#base";
import { allTasks, askTask, claimTask, type Database, taskRuns } from "#store";
import { forEachDatabase } from "../../test/support/database.ts";
import { minutesLater } from "../../test/support/stored.ts";
import { startTasks, type Tasks } from "./start-tasks.ts";
import type { Task, TaskName } from "./task.ts";

const HOURLY = "0 * * * *";

function task(name: TaskName, run: Task["run"]): Task {
  return { name, run };
}

function counting(name: TaskName, runs: string[]): Task {
  return task(name, async () => {
    runs.push(name);
    return { figures: { runs: runs.length }, problem: null };
  });
}

async function start(
  test: TestContext,
  db: Database,
  tasks: readonly Task[],
  { minutes = 0, logger = silentLogger, node = "one", schedule = HOURLY } = {},
): Promise<Tasks> {
  const schedules = Object.fromEntries(tasks.map(({ name }) => [name, schedule])) as Record<TaskName, string>;
  const clock = { now: () => minutesLater(minutes) };
  const started = await startTasks({ db, clock, logger, node, tasks, schedules });
  test.after(() => started.stop());
  return started;
}

function ask(db: Database, name: TaskName): Promise<boolean> {
  return db.transact((tx) => askTask(tx, name, minutesLater(0)));
}

forEachDatabase((_name, open) => {
  test("a missed task is run at the next start, once, by one of two processes", async (t) => {
    const db = await open(t);
    const runs: string[] = [];
    const first = await start(t, db, [counting("erase_expired", runs)]);
    await first.drain();
    assert.deepEqual(runs, [], "it is not due yet");
    await first.stop();
    const both = await Promise.all(
      ["two", "three"].map((node) =>
        start(t, db, [counting("erase_expired", runs)], { node, minutes: 5000 }),
      ),
    );
    for (const one of both) await one.drain();
    assert.deepEqual(runs, ["erase_expired"]);
    const [row] = await db.read((tx) => allTasks(tx, minutesLater(5000)));
    assert.deepEqual(row?.nextAt, minutesLater(5040), "at the next full hour");
  });

  test("a task that fails is written down and told in the log, and holds up no other", async (t) => {
    const db = await open(t);
    const runs: string[] = [];
    const told: string[] = [];
    const logger: Logger = {
      ...silentLogger,
      error: (event, fields) => told.push(`${event} ${fields?.["code"]}`),
    };
    const broken = task("erase_expired", async () => {
      throw new AppError({ code: "unavailable", publicText: "no" });
    });
    const tasks = await start(t, db, [broken, counting("owner_summary", runs)], { logger });
    await ask(db, "erase_expired");
    await ask(db, "owner_summary");
    await tasks.drain();
    assert.deepEqual(runs, ["owner_summary"]);
    assert.deepEqual(told, ["task.broken unavailable", "task.failed unavailable"]);
    const done = await db.read((tx) => taskRuns(tx, { limit: 9 }));
    assert.deepEqual(
      done.map(({ task: name, outcome, problem, figures }) => [name, outcome, problem, figures]),
      [
        ["owner_summary", "done", "", { runs: 1 }],
        ["erase_expired", "failed", "unavailable", {}],
      ],
    );
  });

  test("a task that hangs holds up no other, and is told when the process ends", async (t) => {
    const db = await open(t);
    const runs: string[] = [];
    const hanging = task("erase_expired", (stop) => {
      return new Promise((resolve) => {
        stop.addEventListener("abort", () => resolve({ figures: { stopped: 1 }, problem: null }));
      });
    });
    const tasks = await start(t, db, [hanging, counting("owner_summary", runs)]);
    await ask(db, "erase_expired");
    tasks.wake();
    await ask(db, "owner_summary");
    tasks.wake();
    while (runs.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await tasks.stop();
    const [run] = await db.read((tx) => taskRuns(tx, { task: "erase_expired", limit: 1 }));
    assert.deepEqual(run?.figures, { stopped: 1 });
  });

  test("a task that processes die over is left alone until its next time", async (t) => {
    const db = await open(t);
    const runs: string[] = [];
    await (await start(t, db, [counting("erase_expired", runs)])).stop();
    for (const minutes of [100, 200, 300]) {
      const now = minutesLater(minutes);
      const claim = { names: ["erase_expired"], onlyAsked: false, node: "dying", now, leaseMs: 1 };
      assert.ok(await db.transact((tx) => claimTask(tx, claim)));
    }
    const tasks = await start(t, db, [counting("erase_expired", runs)], { minutes: 400 });
    await tasks.drain();
    assert.deepEqual(runs, []);
    const [last] = await db.read((tx) => taskRuns(tx, { limit: 1 }));
    assert.deepEqual([last?.outcome, last?.problem], ["failed", "internal"]);
    await tasks.stop();
    await (await start(t, db, [counting("erase_expired", runs)], { minutes: 481 })).drain();
    assert.deepEqual(runs, ["erase_expired"]);
  });

  test("a schedule that is none stops the start", async (t) => {
    const db = await open(t);
    await assert.rejects(
      start(t, db, [counting("erase_expired", [])], { schedule: "99 * * * *" }),
      (error) => error instanceof AppError && error.code === "bad-config",
    );
  });
});
