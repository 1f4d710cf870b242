import assert from "node:assert/strict";
import { test } from "node:test";
import { asId, type OutboxId } from "#base";
import {
  claimInbox,
  claimOutbox,
  type Database,
  inboxById,
  insertOutbox,
  markFailed,
  outboxPage,
  reschedule,
  setInboxAside,
} from "#store";
import { forEachDatabase } from "../../../test/support/database.ts";
import { callsOn } from "../../../test/support/operation-calls.ts";
import { aBody, aDelivery, aList, mailFor, minutesLater, START } from "../../../test/support/stored.ts";
import { queueList, queueRetry, queueShow } from "../index.ts";

const CLAIM = { node: "here", now: START, leaseMs: 60_000, limit: 10 };

/** Three deliveries of a list: one refused for now, one for good, one waiting; and one message set aside. */
async function aQueue(db: Database) {
  return db.transact(async (tx) => {
    const list = await aList(tx);
    const { id: listId } = list;
    const bodyId = await aBody(tx, { listId });
    const effects = ["one", "two", "three"];
    await insertOutbox(
      tx,
      effects.map((effect) => aDelivery({ bodyId, listId, effect, rcptTo: `${effect}@example.net` })),
    );
    const [one, two] = await claimOutbox(tx, { ...CLAIM, limit: 2 });
    const ids = [one?.id, two?.id] as OutboxId[];
    await reschedule(tx, ids.slice(0, 1), { code: "4.2.1", reply: "busy", nextAt: minutesLater(60) });
    await markFailed(tx, ids.slice(1), { code: "5.1.1", reply: "nobody here", now: START });
    const inboxId = await mailFor(tx, list);
    await claimInbox(tx, CLAIM);
    await setInboxAside(tx, inboxId, "internal");
    return { ids, inboxId };
  });
}

forEachDatabase((_name, open) => {
  test("the queue is counted by list and state, and what has trouble is named", async (t) => {
    const db = await open(t);
    await aQueue(db);
    const { counts, troubled, aside } = await callsOn(db)(queueList, {});
    assert.deepEqual(
      counts.map(({ list, way, state, count }) => [list, way, state, count]),
      [
        ["team@example.org", "in", "aside", 1],
        ["team@example.org", "out", "ready", 2],
        ["team@example.org", "out", "failed", 1],
      ],
    );
    assert.deepEqual(
      troubled.map(({ to, state, attempts, reply }) => [to, state, attempts, reply]),
      [
        ["two@example.net", "failed", 1, "5.1.1 nobody here"],
        ["one@example.net", "ready", 1, "4.2.1 busy"],
      ],
    );
    assert.deepEqual(
      aside.map(({ code }) => code),
      ["internal"],
    );
  });

  test("retrying makes what was put off due and gives what was set aside another try", async (t) => {
    const db = await open(t);
    const call = callsOn(db, minutesLater(1));
    const { inboxId } = await aQueue(db);
    assert.deepEqual(await call(queueRetry, { list: "team@example.org" }), {
      deliveries: 1,
      messages: 1,
      orders: 0,
    });
    assert.equal(call.wakes(), 1);
    assert.equal((await db.read((tx) => inboxById(tx, inboxId)))?.state, "new");
    const due = await db.read((tx) => outboxPage(tx, { state: "ready", limit: 10 }));
    assert.ok(due.every(({ nextAt }) => nextAt <= minutesLater(1)));
  });

  test("one delivery can be shown and retried; one that is done cannot", async (t) => {
    const db = await open(t);
    const call = callsOn(db, minutesLater(1));
    const { ids } = await aQueue(db);
    const [later = 0, failed = 0] = ids;
    const shown = await call(queueShow, { id: later });
    assert.deepEqual([shown.to, shown.sealed, shown.doneAt], ["one@example.net", false, null]);
    assert.deepEqual(await call(queueRetry, { id: later }), { deliveries: 1, messages: 0, orders: 0 });
    const refusal = await call.refused(queueRetry, { id: failed });
    assert.equal(refusal.code, "not-allowed");
    assert.match(refusal.publicText, /failed for good.*conclave queue show \d+.*send the post again/);
    assert.equal((await call.refused(queueShow, { id: asId<OutboxId>(99) })).code, "not-found");
  });
});
