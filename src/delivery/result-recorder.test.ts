import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as nextTurn } from "node:timers/promises";
import { asId, type OutboxId, silentLogger, systemClock } from "#base";
import type { Transactor } from "#store";
import { type Outcome, ResultRecorder } from "./result-recorder.ts";

/** A database that fails as it is told and counts what would have been committed. */
class FailingDatabase {
  failures: number;
  commits = 0;

  constructor(failures: number) {
    this.failures = failures;
  }

  transact<T>(_work: (tx: Transactor) => Promise<T>): Promise<T> {
    this.commits += 1;
    if (this.failures > 0) {
      this.failures -= 1;
      return Promise.reject(new Error("disk full"));
    }
    return Promise.resolve() as Promise<T>;
  }
}

function untried(id: number): readonly Outcome[] {
  return [{ id: asId<OutboxId>(id), became: "untried" }];
}

function recorderOn(db: FailingDatabase): ResultRecorder {
  return new ResultRecorder({ db, clock: systemClock, logger: silentLogger, retryMs: 1 });
}

test("results that come together share one commit", async () => {
  const db = new FailingDatabase(0);
  const recorder = recorderOn(db);
  await Promise.all([1, 2, 3].map((id) => recorder.record(untried(id))));
  assert.equal(db.commits, 1);
});

test("what cannot be written is tried again until it is", async () => {
  const db = new FailingDatabase(9);
  const recorder = recorderOn(db);
  await Promise.all([1, 2, 3].map((id) => recorder.record(untried(id))));
  assert.equal(db.failures, 0);
});

test("a group that fails is written one by one, so that one bad result holds up nobody", async () => {
  const db = new FailingDatabase(1);
  const recorder = recorderOn(db);
  await Promise.all([1, 2, 3].map((id) => recorder.record(untried(id))));
  assert.equal(db.commits, 4);
});

test("stopping gives up what cannot be written", async () => {
  const recorder = recorderOn(new FailingDatabase(Number.MAX_SAFE_INTEGER));
  const recorded = recorder.record(untried(1));
  const stopped = recorder.stop();
  await assert.rejects(recorded, /went wrong|disk/);
  await stopped;
});

test("results of all connections that are about to have one share a commit", async () => {
  const db = new FailingDatabase(0);
  const recorder = recorderOn(db);
  for (let nth = 0; nth < 3; nth++) recorder.expect(1);
  const first = recorder.record(untried(1));
  await nextTurn();
  await nextTurn();
  assert.equal(db.commits, 0);
  await Promise.all([first, recorder.record(untried(2)), recorder.record(untried(3))]);
  assert.equal(db.commits, 1);
});

test("nobody waits for a connection that has nothing more to send", { timeout: 5000 }, async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const recorder = recorderOn(new FailingDatabase(0));
  recorder.expect(1);
  recorder.expect(1);
  const first = recorder.record(untried(1));
  await nextTurn();
  recorder.expect(-1);
  await first;
});

test("a relay that answers slowly holds up few commits, and each only for a moment", async (t) => {
  const waits = t.mock.method(globalThis, "setTimeout").mock;
  const db = new FailingDatabase(0);
  const recorder = recorderOn(db);
  recorder.expect(1);
  recorder.expect(1);
  const waited: number[] = [];
  for (let nth = 0; nth < 40; nth++) {
    const before = waits.callCount();
    await recorder.record(untried(nth));
    if (waits.callCount() > before) waited.push(nth);
  }
  assert.equal(db.commits, 40);
  // One wait before 1, 3, 7, 15 … commits each that have none.
  assert.deepEqual(waited, [0, 2, 6, 14, 30]);
});
