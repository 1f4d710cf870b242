import assert from "node:assert/strict";
import { test } from "node:test";
import { forEachDatabase } from "../../../test/support/database.ts";
import { minutesLater, START } from "../../../test/support/stored.ts";
import type { Database } from "../engine/database.ts";
import { seeNode, startNode } from "../engine/node.ts";
import { eraseExpired } from "../retention.ts";
import { allTasks, askTask, claimTask, endTask, renewTask, scheduleTask } from "./task.ts";
import { taskRuns } from "./task-run.ts";

const DAILY = "20 4 * * *";

function schedule(db: Database, schedule = DAILY, minutes: number | null = 10): Promise<void> {
  const nextAt = minutes === null ? null : minutesLater(minutes);
  return db.transact((tx) => scheduleTask(tx, { name: "sweep", schedule, nextAt }));
}

function claim(db: Database, node: string, minutes: number, onlyAsked = false) {
  const asked = { names: ["sweep"], onlyAsked, node, now: minutesLater(minutes), leaseMs: 120_000 };
  return db.transact((tx) => claimTask(tx, asked));
}

forEachDatabase((_name, open) => {
  test("a task that is due is one process's, until its lease is over", async (t) => {
    const db = await open(t);
    await schedule(db);
    assert.equal(await claim(db, "one", 9), null, "not due");
    const both = await Promise.all([claim(db, "one", 10), claim(db, "two", 10)]);
    assert.equal(both.filter((one) => one !== null).length, 1);
    assert.equal(await claim(db, "two", 11), null);
    const run = both.find((one) => one !== null)?.run;
    assert.ok(run);
    const until = minutesLater(14);
    assert.equal(await db.transact((tx) => renewTask(tx, { name: "sweep", run, until })), true);
    assert.equal(await claim(db, "two", 13), null, "renewed");
    const taken = await claim(db, "two", 14);
    assert.equal(taken?.interrupted, 1);
    assert.equal(await db.transact((tx) => renewTask(tx, { name: "sweep", run, until })), false);
    const outcomes = (await db.read((tx) => taskRuns(tx, { limit: 9 }))).map(({ outcome }) => outcome);
    assert.deepEqual(outcomes, ["running", "lost"]);
  });

  test("a run that was ended says what came of it and when the next is due", async (t) => {
    const db = await open(t);
    await schedule(db);
    const claimed = await claim(db, "one", 10);
    assert.ok(claimed);
    const ended = { name: "sweep", run: claimed.run, outcome: "failed", problem: "unavailable" } as const;
    const nextAt = minutesLater(60);
    await db.transact((tx) =>
      endTask(tx, { ...ended, figures: { swept: 2 }, now: minutesLater(11), nextAt }),
    );
    const [run] = await db.read((tx) => taskRuns(tx, { task: "sweep", limit: 1 }));
    assert.deepEqual(run?.figures, { swept: 2 });
    assert.deepEqual([run?.outcome, run?.problem, run?.endedAt], ["failed", "unavailable", minutesLater(11)]);
    assert.equal(await claim(db, "one", 59), null);
    assert.equal((await claim(db, "one", 60))?.interrupted, 0);
  });

  test("being asked for brings it forward; what was asked during a run is run again", async (t) => {
    const db = await open(t);
    await schedule(db, "off", null);
    assert.equal(await claim(db, "one", 5), null);
    assert.equal(await db.transact((tx) => askTask(tx, "dust", START)), false);
    assert.equal(await db.transact((tx) => askTask(tx, "sweep", START)), true);
    const claimed = await claim(db, "one", 1, true);
    assert.ok(claimed);
    await db.transact((tx) => askTask(tx, "sweep", minutesLater(2)));
    const ended = { name: "sweep", run: claimed.run, outcome: "done", problem: "", figures: {} } as const;
    await db.transact((tx) => endTask(tx, { ...ended, now: minutesLater(3), nextAt: null }));
    const again = await claim(db, "one", 4, true);
    assert.ok(again);
    await db.transact((tx) => endTask(tx, { ...ended, run: again.run, now: minutesLater(5), nextAt: null }));
    assert.equal(await claim(db, "one", 6, true), null);
  });

  test("what was missed is due at the next start, once; another schedule begins anew", async (t) => {
    const db = await open(t);
    await schedule(db);
    await schedule(db, DAILY, 10_000);
    assert.deepEqual(
      (await db.read((tx) => allTasks(tx, START))).map(({ nextAt }) => nextAt),
      [minutesLater(10)],
    );
    await schedule(db, "0 5 * * *", 500);
    const [row] = await db.read((tx) => allTasks(tx, START));
    assert.deepEqual(row, {
      name: "sweep",
      schedule: "0 5 * * *",
      nextAt: minutesLater(500),
      running: false,
    });
  });

  test("a process that is dead holds no task", async (t) => {
    const db = await open(t);
    await schedule(db);
    await db.transact((tx) => startNode(tx, { site: "here", name: "one", now: START }));
    await claim(db, "one", 10);
    await db.transact((tx) => startNode(tx, { site: "there", name: "two", now: minutesLater(11) }));
    await db.transact((tx) => seeNode(tx, "two", minutesLater(11)));
    assert.equal((await claim(db, "two", 11))?.interrupted, 1);
  });

  test("runs are forgotten after a month, the task is not", async (t) => {
    const db = await open(t);
    await schedule(db);
    await claim(db, "one", 10);
    assert.equal((await eraseExpired(db, minutesLater(29 * 24 * 60)))["task_run"], 0);
    assert.equal((await eraseExpired(db, minutesLater(31 * 24 * 60)))["task_run"], 1);
    assert.equal((await db.read((tx) => allTasks(tx, START))).length, 1);
  });
});
