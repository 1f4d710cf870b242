import assert from "node:assert/strict";
import { test } from "node:test";
import { asId, type BodyId, type ListId, type OutboxId, utf8 } from "#base";
import type { ClaimedRow } from "#store";
import { START } from "../../test/support/stored.ts";
import { JobQueue, type JobQueueOptions } from "./job-queue.ts";

let ids = 0;

function rows(count: number, change: Partial<ClaimedRow> = {}): ClaimedRow[] {
  return Array.from({ length: count }, () => ({
    id: asId<OutboxId>((ids += 1)),
    bodyId: asId<BodyId>(1),
    postId: null,
    listId: asId<ListId>(1),
    memberId: null,
    sealedTo: null,
    effect: `e${ids}`,
    returnPath: "a-bounces@example.org",
    rcptTo: `m${ids}@example.net`,
    domain: "example.net",
    memberFields: utf8(""),
    head: utf8("head"),
    state: "claimed",
    attempts: 0,
    nextAt: START,
    code: "",
    reply: "",
    createdAt: START,
    doneAt: null,
    ...change,
  }));
}

function newQueue(options: Partial<JobQueueOptions> = {}): JobQueue {
  return new JobQueue({ onLow: () => undefined, maxLarge: 1, ...options });
}

test("lists take turns, so a small one does not wait for a large one", async () => {
  const queue = newQueue();
  queue.add(rows(100));
  queue.add(rows(2, { listId: asId<ListId>(2) }));
  const lists: (ListId | null | undefined)[] = [];
  for (let nth = 0; nth < 5; nth += 1) lists.push((await queue.take(1))?.rows[0]?.listId);
  assert.deepEqual(lists, [1, 2, 1, 2, 1]);
  assert.equal(queue.size, 97);
});

test("an envelope holds at most 500 rows, of one body, return path and member fields", async () => {
  const queue = newQueue();
  const head = utf8("");
  queue.add(rows(700, { head }));
  queue.add(rows(2, { head, bodyId: asId<BodyId>(2) }));
  queue.add(rows(1, { head, bodyId: asId<BodyId>(2), returnPath: "" }));
  queue.add(rows(1, { head, bodyId: asId<BodyId>(2), returnPath: "", memberFields: utf8("X: y\r\n") }));
  queue.add(rows(2, { bodyId: asId<BodyId>(2) }));
  const counts: number[] = [];
  while (queue.size > 0) counts.push((await queue.take(1))?.rows.length ?? 0);
  assert.deepEqual(counts, [500, 200, 2, 1, 1, 1, 1]);
});

test("who waits gets rows as they come, nothing after the idle time, and nothing once it is closed", async () => {
  const queue = newQueue();
  assert.equal(await queue.take(1), null);
  const waiting = [queue.take(1000), queue.take(1000)];
  queue.add(rows(1));
  assert.equal((await waiting[0])?.rows.length, 1);
  queue.close();
  assert.equal(await waiting[1], null);
  assert.equal(await queue.take(1000), null);
});

test("more is asked for once, when little is left", async () => {
  let asked = 0;
  const queue = newQueue({ onLow: () => (asked += 1) });
  queue.add(rows(300));
  for (let nth = 0; nth < 200; nth += 1) await queue.take(1);
  assert.equal(asked, 1);
});

test("large messages go out a few at a time, others pass them", async () => {
  const queue = newQueue({ maxLarge: 2 });
  const large = asId<BodyId>(9);
  queue.add(rows(4, { bodyId: large }), new Set([large]));
  const first = await queue.take(1);
  assert.ok(first?.large);
  assert.ok((await queue.take(1))?.large);
  const third = queue.take(1000);
  queue.add(rows(1));
  assert.equal((await third)?.large, false);
  assert.equal(await queue.take(1), null, "two are under way");
  const fourth = queue.take(1000);
  queue.finished(first);
  assert.ok((await fourth)?.large);
  queue.finished(first);
  const given = await queue.take(1);
  assert.ok(given);
  queue.putBack(given);
  assert.equal(queue.size, 1);
  assert.deepEqual((await queue.take(1))?.rows, given.rows);
});

test("a lane with enough rows is named, and what it gets goes on", () => {
  const queue = newQueue();
  queue.add(rows(250));
  queue.add(rows(249, { listId: asId<ListId>(2) }));
  assert.deepEqual(queue.full, [1]);
});
