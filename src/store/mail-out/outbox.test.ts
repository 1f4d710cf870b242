import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { BodyId, ListId, OutboxId } from "#base";
import { forEachDatabase } from "../../../test/support/database.ts";
import {
  aBody,
  aDelivery,
  aKey,
  aList,
  aMember,
  fingerprint,
  minutesLater,
  NOBODY,
  START,
} from "../../../test/support/stored.ts";
import { bodyFrame } from "./body-read.ts";
import type { Database } from "../engine/database.ts";
import { unbindMemberKey } from "../lists/member-key.ts";
import { removeMember } from "../lists/member.ts";
import { claimOutbox, nextOutboxDue, releaseOutboxClaims } from "./outbox-claim.ts";
import { queueCounts, retryNow } from "./outbox-queue.ts";
import { markFailed, markSent, reschedule, unclaim } from "./outbox-result.ts";
import { insertOutbox, outboxById, outboxPage } from "./outbox.ts";

const SENT = { code: "2.0.0", reply: "ok", now: START };

function claim(db: Database, limit: number, minutes = 0, node = "a") {
  return db.transact((tx) => claimOutbox(tx, { node, now: minutesLater(minutes), leaseMs: 60_000, limit }));
}

async function queue(db: Database, listId: ListId | null, count: number): Promise<BodyId> {
  return db.transact(async (tx) => {
    const bodyId = await aBody(tx, { listId });
    const rows = Array.from({ length: count }, (_, i) =>
      aDelivery({ bodyId, listId, effect: `inbox:${listId}:member:${i}`, rcptTo: `m${i}@example.net` }),
    );
    assert.equal(await insertOutbox(tx, rows), count);
    return bodyId;
  });
}

forEachDatabase((name, open) => {
  test("the same effect is queued once", async (t) => {
    const db = await open(t);
    await queue(db, null, 2);
    const again = await db.transact(async (tx) => {
      const bodyId = await aBody(tx);
      return insertOutbox(tx, [
        aDelivery({ bodyId, effect: "inbox:null:member:1" }),
        aDelivery({ bodyId, effect: "inbox:null:member:2" }),
      ]);
    });
    assert.equal(again, 1);
    assert.equal((await db.read((tx) => outboxPage(tx, { limit: 10 }))).length, 3);
  });

  test("a small list does not wait behind a large one", async (t) => {
    const db = await open(t);
    const [large, small] = await db.transact(async (tx) => [
      await aList(tx, "large@example.org"),
      await aList(tx, "small@example.org"),
    ]);
    assert.ok(large && small);
    await queue(db, large.id, 300);
    await queue(db, small.id, 12);
    const first = await claim(db, 40);
    assert.equal(first.length, 40);
    assert.equal(first.filter((row) => row.listId === small.id).length, 12);
    assert.equal((await claim(db, 1000)).length, 272);
  });

  test("nodes claim different rows", async (t) => {
    const db = await open(t);
    await queue(db, null, 60);
    const claimed = (await Promise.all(["a", "b", "c"].map((node) => claim(db, 20, 0, node)))).flat();
    assert.equal(new Set(claimed.map((row) => row.id)).size, claimed.length);
    assert.equal(claimed.length + (await claim(db, 60)).length, 60);
  });

  test("claims come back when they run out and when the node starts again", async (t) => {
    const db = await open(t);
    await queue(db, null, 1);
    assert.equal((await claim(db, 5)).length, 1);
    assert.equal((await claim(db, 5)).length, 0);
    assert.equal((await claim(db, 5, 2)).length, 1);
    await db.transact((tx) => releaseOutboxClaims(tx, "a"));
    const again = await claim(db, 5, 2);
    assert.equal(again.length, 1);
    await db.transact((tx) =>
      unclaim(
        tx,
        again.map((row) => row.id),
      ),
    );
    assert.equal((await claim(db, 5, 2)).length, 1);
  });

  test("the body goes with its last delivery, what was personal with each", async (t) => {
    const db = await open(t);
    const bodyId = await queue(db, null, 2);
    const [one, two] = await claim(db, 2);
    assert.ok(one && two);
    await db.transact((tx) => markSent(tx, [one.id], SENT));
    assert.ok(await db.read((tx) => bodyFrame(tx, bodyId)));
    await db.transact((tx) => markFailed(tx, [two.id], { code: "5.1.1", reply: "no such user", now: START }));
    const left = await db.read(async (tx) => ({
      frame: await bodyFrame(tx, bodyId),
      chunks: await tx.query.selectFrom("body_chunk").selectAll().execute(),
      row: await outboxById(tx, two.id),
    }));
    assert.equal(left.frame, null);
    assert.deepEqual(left.chunks, []);
    assert.equal(left.row?.state, "failed");
    assert.equal(left.row?.head.length, 0);
    assert.equal(left.row?.reply, "no such user");
  });

  test("two who finish the last deliveries at once leave no body behind", async (t) => {
    const db = await open(t);
    const bodyId = await queue(db, null, 2);
    const claimed = await claim(db, 2);
    const finish = (id: OutboxId) =>
      db.transact(async (tx) => {
        await markSent(tx, [id], SENT);
        await sleep(50);
      });
    await Promise.all(claimed.map((row) => finish(row.id)));
    assert.equal(await db.read((tx) => bodyFrame(tx, bodyId)), null);
  });

  test("a deferred row waits for its time, or for an operator", async (t) => {
    const db = await open(t);
    await queue(db, null, 1);
    const ids = (await claim(db, 1)).map((row) => row.id);
    const later = { code: "4.2.0", reply: "later", nextAt: minutesLater(30) };
    await db.transact((tx) => reschedule(tx, ids, later));
    assert.equal((await claim(db, 1, 29)).length, 0);
    assert.deepEqual(await db.read(nextOutboxDue), minutesLater(30));
    assert.equal(await db.transact((tx) => retryNow(tx, "all", minutesLater(1))), 1);
    const [row] = await claim(db, 1, 1);
    assert.equal(row?.attempts, 1);
    const kept = row && (await db.read((tx) => outboxById(tx, row.id)));
    assert.equal(kept?.code, "4.2.0");
    assert.deepEqual(await db.read(nextOutboxDue), null);
  });

  test("who left or lost the key gets nothing more, and a body nobody waits for goes", async (t) => {
    const db = await open(t);
    const { ids, bodyId } = await db.transact(async (tx) => {
      const list = await aList(tx);
      const members = [];
      for (const [i, name] of ["ann", "bob", "cyd"].entries()) {
        const member = await aMember(tx, list.id, `${name}@example.org`);
        await aKey(tx, member, fingerprint(String(i)));
        members.push(member);
      }
      const bodyId = await aBody(tx);
      const rows = members.map((member, i) =>
        aDelivery({
          bodyId,
          listId: list.id,
          memberId: member.id,
          sealedTo: fingerprint(String(i)),
          effect: `e${i}`,
        }),
      );
      await insertOutbox(tx, rows);
      await removeMember(tx, members[0]?.id ?? NOBODY);
      await unbindMemberKey(tx, list.id, fingerprint("1"));
      const page = await outboxPage(tx, { limit: 10 });
      return { ids: page.map((row) => row.id) as [OutboxId, OutboxId, OutboxId], bodyId };
    });
    const claimed = await claim(db, 10);
    assert.deepEqual(
      claimed.map((row) => row.id),
      [ids[2]],
    );
    assert.equal((await db.read((tx) => outboxById(tx, ids[0])))?.state, "dropped");
    await db.transact((tx) => markSent(tx, [ids[2]], SENT));
    assert.equal(await db.read((tx) => bodyFrame(tx, bodyId)), null);
  });

  test("counts what waits and what failed, per list", async (t) => {
    const db = await open(t);
    const list = await db.transact((tx) => aList(tx));
    await queue(db, list.id, 3);
    await queue(db, null, 1);
    const claimed = await claim(db, 2);
    const failed = claimed.filter((row) => row.listId === list.id).map((row) => row.id);
    await db.transact((tx) => markFailed(tx, failed, { code: "5.0.0", reply: "", now: START }));
    const counts = await db.read(queueCounts);
    const facts = counts.map(({ listId, state, count }) => [listId === null, state, count]);
    assert.deepEqual(
      facts.sort((a, b) => String(a).localeCompare(String(b))),
      [
        [false, "failed", 1],
        [false, "ready", 2],
        [true, "claimed", 1],
      ],
      name,
    );
  });
});
