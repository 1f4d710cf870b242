import assert from "node:assert/strict";
import { test } from "node:test";
import { fromUtf8, utf8 } from "#base";
import { forEachDatabase } from "../../../test/support/database.ts";
import { aList, mailFor, minutesLater, START } from "../../../test/support/stored.ts";
import {
  claimFreshInbox,
  claimInbox,
  excuseInbox,
  failInbox,
  releaseInboxClaims,
  renewInboxClaim,
} from "./inbox-claim.ts";
import { asideRows, inboxCounts, retryAside } from "./inbox-queue.ts";
import { finishInbox, inboxById, inboxMessage, markInboxSealing } from "./inbox.ts";

const LEASE = { leaseMs: 60_000, limit: 10 };

forEachDatabase((_, open) => {
  test("a message comes back as it came, and goes with the decision", async (t) => {
    const db = await open(t);
    const id = await db.transact(async (tx) => mailFor(tx, await aList(tx), { message: utf8("a\0b\r\n") }));
    assert.equal(fromUtf8((await db.read((tx) => inboxMessage(tx, id))) ?? utf8("")), "a\0b\r\n");
    await db.transact((tx) => finishInbox(tx, id, { decision: "discard", code: "loop", now: START }));
    const { row, message, blobs } = await db.read(async (tx) => ({
      row: await inboxById(tx, id),
      message: await inboxMessage(tx, id),
      blobs: await tx.query.selectFrom("blob_chunk").selectAll().execute(),
    }));
    assert.equal(row?.state, "done");
    assert.equal(row?.decision, "discard");
    assert.equal(message, null);
    assert.deepEqual(blobs, []);
  });

  test("mail of no list is stored too", async (t) => {
    const db = await open(t);
    const id = await db.transact(async (tx) => mailFor(tx, await aList(tx), { listId: null }));
    assert.match(fromUtf8((await db.read((tx) => inboxMessage(tx, id))) ?? utf8("")), /Hello/);
  });

  test("two nodes never claim the same row", async (t) => {
    const db = await open(t);
    await db.transact(async (tx) => {
      const list = await aList(tx);
      for (let i = 0; i < 6; i++) await mailFor(tx, list);
    });
    const claim = (node: string) =>
      db.transact((tx) => claimInbox(tx, { node, now: START, leaseMs: 60_000, limit: 3 }));
    const claimed = (await Promise.all([claim("a"), claim("b"), claim("c")])).flat();
    assert.equal(new Set(claimed.map((row) => row.id)).size, 6);
    assert.equal(claimed.length, 6);
  });

  test("a claim ends with its time, by a restart, and keeps its state when it was sealing", async (t) => {
    const db = await open(t);
    const id = await db.transact(async (tx) => mailFor(tx, await aList(tx)));
    const claim = (node: string, minutes: number) =>
      db.transact((tx) => claimInbox(tx, { node, now: minutesLater(minutes), ...LEASE }));
    assert.equal((await claim("a", 0))[0]?.state, "claimed");
    assert.equal((await claim("b", 0)).length, 0);
    assert.equal((await claim("b", 2)).length, 1);
    await db.transact((tx) => markInboxSealing(tx, id));
    await db.transact((tx) => releaseInboxClaims(tx, "b"));
    assert.equal((await claim("c", 2))[0]?.state, "sealing");
    const keep = (node: string) =>
      db.transact((tx) => renewInboxClaim(tx, id, { node, now: minutesLater(3), leaseMs: 60_000 }));
    assert.deepEqual([await keep("b"), await keep("c")], [false, true]);
  });

  test("a row that kills every process comes alone and last, holds up nobody, and is set aside", async (t) => {
    const db = await open(t);
    const ids = await db.transact(async (tx) => {
      const list = await aList(tx);
      return [await mailFor(tx, list), await mailFor(tx, list), await mailFor(tx, list)];
    });
    const [innocent, poison, beside] = ids;
    const finished: unknown[] = [];
    let deaths = 0;
    for (; deaths < 50; deaths++) {
      const rows = await db.transact((tx) => claimInbox(tx, { node: "a", now: START, ...LEASE }));
      if (rows.length === 0) break;
      if (deaths > 0) assert.equal(rows.length, 1, "what was interrupted is worked on alone");
      const dies = rows.some(({ id }) => id === poison);
      for (const { id } of dies ? [] : rows) {
        await db.transact((tx) => finishInbox(tx, id, { decision: "accept", code: "", now: START }));
        finished.push(id);
      }
      await db.transact((tx) => releaseInboxClaims(tx, "a"));
    }
    assert.deepEqual(new Set(finished), new Set([innocent, beside]));
    assert.equal(deaths, 10 + finished.length);
    assert.deepEqual(
      (await db.read((tx) => asideRows(tx, 5))).map((row) => [row.id, row.code]),
      [[poison, "interrupted"]],
    );
    assert.equal(await db.transact((tx) => retryAside(tx, null)), 1);
    assert.equal((await db.transact((tx) => claimInbox(tx, { node: "a", now: START, ...LEASE }))).length, 1);
  });

  test("new mail is claimed by its size, and nothing that was interrupted", async (t) => {
    const db = await open(t);
    const [small, large] = await db.transact(async (tx) => {
      const list = await aList(tx);
      return [
        await mailFor(tx, list, { message: utf8("x".repeat(9)) }),
        await mailFor(tx, list, { message: utf8("x".repeat(10)) }),
      ];
    });
    const ask = { node: "a", now: START, ...LEASE };
    const claim = (sizes: { atLeast?: number; below?: number }) =>
      db.transact(async (tx) => (await claimFreshInbox(tx, { ...ask, ...sizes })).map(({ id }) => id));
    assert.deepEqual(await claim({ below: 10 }), [small]);
    assert.deepEqual(await claim({ below: 10 }), []);
    assert.deepEqual(await claim({ atLeast: 10 }), [large]);
    await db.transact((tx) => releaseInboxClaims(tx, "a"));
    assert.deepEqual(await claim({}), []);
    assert.equal((await db.transact((tx) => claimInbox(tx, ask))).length, 1);
  });

  test("new mail goes before what was interrupted; an answer of any kind ends the count", async (t) => {
    const db = await open(t);
    const list = await db.transact((tx) => aList(tx));
    const old = await db.transact((tx) => mailFor(tx, list));
    const claim = (minutes: number) =>
      db.transact((tx) => claimInbox(tx, { node: "a", now: minutesLater(minutes), ...LEASE }));
    await claim(0);
    const fresh = await db.transact((tx) => mailFor(tx, list));
    assert.deepEqual(
      (await claim(2)).map(({ id }) => id),
      [fresh],
    );
    for (let minutes = 4; minutes < 60; minutes += 2) {
      assert.deepEqual((await claim(minutes)).length, 1);
      await db.transact((tx) => excuseInbox(tx, minutes % 4 === 0 ? old : fresh));
    }
    assert.deepEqual(await db.read((tx) => asideRows(tx, 5)), []);
  });

  test("the third failure sets a row aside until a person asks for another try", async (t) => {
    const db = await open(t);
    const id = await db.transact(async (tx) => mailFor(tx, await aList(tx)));
    const fail = () => db.transact((tx) => failInbox(tx, id, { code: "internal", retryAt: minutesLater(5) }));
    const claim = (minutes: number) =>
      db.transact((tx) => claimInbox(tx, { node: "a", now: minutesLater(minutes), ...LEASE }));
    assert.equal((await claim(0)).length, 1);
    assert.equal(await fail(), "again");
    assert.equal((await claim(1)).length, 0);
    assert.equal((await claim(6)).length, 1);
    assert.equal(await fail(), "again");
    assert.equal(await fail(), "aside");
    assert.equal((await claim(600)).length, 0);
    assert.deepEqual(
      (await db.read((tx) => asideRows(tx, 5))).map((row) => [row.id, row.code]),
      [[id, "internal"]],
    );
    assert.equal((await db.read(inboxCounts))[0]?.state, "aside");
    assert.equal(await db.transact((tx) => retryAside(tx, null)), 1);
    assert.equal((await claim(600)).length, 1);
  });
});
