import assert from "node:assert/strict";
import { test } from "node:test";
import { systemRandom } from "#base";
import { forEachDatabase } from "../../../test/support/database.ts";
import { aList, mailFor, minutesLater, START } from "../../../test/support/stored.ts";
import { storeArriving } from "./arriving.ts";
import type { Database } from "../engine/database.ts";
import { finishInbox, inboxMessage } from "./inbox.ts";
import { allLists } from "../lists/list.ts";
import { eraseExpired } from "../retention.ts";

const DAY = 24 * 60;
const MESSAGE = systemRandom.bytes(3_500_001);

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
    const outcome = { decision: "discard", code: "", now: START } as const;
    await db.transact((tx) => finishInbox(tx, id, outcome));
    assert.equal(await chunks(db), 0);
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
    const blobs = await db.read((tx) => tx.query.selectFrom("blob").select("id").execute());
    assert.deepEqual(blobs, []);
  });
});

async function chunks(db: Database): Promise<number> {
  return (await db.read((tx) => tx.query.selectFrom("blob_chunk").select("seq").execute())).length;
}
