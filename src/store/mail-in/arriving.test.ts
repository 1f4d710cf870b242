import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { systemRandom } from "#base";
import { forEachDatabase } from "../../../test/support/database.ts";
import { aList, mailFor, minutesLater, START } from "../../../test/support/stored.ts";
import { storeArriving } from "./arriving.ts";
import type { Database } from "../engine/database.ts";
import { within } from "../engine/within.ts";
import { finishInbox, inboxMessage } from "./inbox.ts";
import { allLists } from "../lists/list.ts";
import { eraseExpired } from "../retention.ts";

const DAY = 24 * 60;
/** More than two steps. */
const MESSAGE = systemRandom.bytes(5_000_001);
const DISCARDED = { decision: "discard", code: "", now: START } as const;

forEachDatabase((name, open) => {
  test("a message stored ahead is its row's, and others write meanwhile", async (t) => {
    const db = await open(t);
    const list = await db.transact((tx) => aList(tx));
    const done: string[] = [];
    const storing = storeArriving(db, { listId: list.id, bytes: MESSAGE, at: START }).then((arrived) => {
      done.push("message");
      return arrived;
    });
    for (let nth = 0; nth < 3; nth++) await db.transact((tx) => allLists(tx));
    if (name === "sqlite") assert.deepEqual(done, []);
    const message = await storing;
    const id = await db.transact((tx) => mailFor(tx, list, { message }));
    await eraseExpired(db, minutesLater(2 * DAY));
    assert.deepEqual(Buffer.from((await db.read((tx) => inboxMessage(tx, id))) ?? []), Buffer.from(MESSAGE));
    await db.transact((tx) => finishInbox(tx, id, DISCARDED));
    await db.emptyLog();
    assert.equal(await chunks(db), 0);
  });

  test("a large message is erased in steps: its key at once, and others write before its last octets", async (t) => {
    const { db, id } = await withMessage(t);
    const erasing = db.transact((tx) => finishInbox(tx, id, DISCARDED));
    const next = db.transact(async ({ query }) => [
      await query.selectFrom("blob").select("wrapped_key").executeTakeFirst(),
      (await query.selectFrom("blob_chunk").select("seq").execute()).length,
    ]);
    const [, [blob, left]] = await Promise.all([erasing, next]);
    if (name === "sqlite") assert.deepEqual([blob, left], [{ wrapped_key: Buffer.alloc(0) }, 12]);
    await db.emptyLog();
    assert.deepEqual([await chunks(db), await blobs(db)], [0, 0]);
  });

  test("what a crash left of an erased one goes with the next upkeep", async (t) => {
    const { db } = await withMessage(t);
    await db.transact(async ({ query }) => {
      await query.updateTable("inbox").set({ blob_id: null }).execute();
      await query.updateTable("blob").set({ arriving_since: 0 }).execute();
    });
    await eraseExpired(db, START);
    assert.deepEqual([await chunks(db), await blobs(db)], [0, 0]);
  });

  test("an erasing that was taken back erases nothing", async (t) => {
    const { db, id } = await withMessage(t);
    await db.transact(async (tx) => {
      const step = within(tx, db).transact(async (inner) => {
        await finishInbox(inner, id, DISCARDED);
        throw new Error("taken back");
      });
      await assert.rejects(step, /taken back/);
    });
    await db.emptyLog();
    const message = await db.read((tx) => inboxMessage(tx, id));
    assert.deepEqual(Buffer.from(message ?? []), Buffer.from(MESSAGE));
  });

  test("what a crash left of one is erased after a day", async (t) => {
    const db = await open(t);
    const list = await db.transact((tx) => aList(tx));
    let transactions = 0;
    const dying: Database = {
      ...db,
      transact: async (work) => {
        transactions += 1;
        if (transactions === 3) throw new Error("the process died");
        return db.transact(work);
      },
    };
    await assert.rejects(storeArriving(dying, { listId: list.id, bytes: MESSAGE, at: START }), /died/);
    await eraseExpired(db, minutesLater(DAY - 1));
    assert.notEqual(await chunks(db), 0);
    await eraseExpired(db, minutesLater(DAY + 1));
    assert.equal(await chunks(db), 0);
    assert.equal(await blobs(db), 0);
  });

  async function withMessage(t: TestContext) {
    const db = await open(t);
    const list = await db.transact((tx) => aList(tx));
    const message = await storeArriving(db, { listId: list.id, bytes: MESSAGE, at: START });
    return { db, id: await db.transact((tx) => mailFor(tx, list, { message })) };
  }
});

async function chunks(db: Database): Promise<number> {
  return (await db.read((tx) => tx.query.selectFrom("blob_chunk").select("seq").execute())).length;
}

async function blobs(db: Database): Promise<number> {
  return (await db.read((tx) => tx.query.selectFrom("blob").select("id").execute())).length;
}
