import assert from "node:assert/strict";
import { test } from "node:test";
import { fromUtf8, utf8 } from "#base";
import { forEachDatabase } from "../../../test/support/database.ts";
import { aList, START } from "../../../test/support/stored.ts";
import { errandOrder, finishErrand, insertErrand, nextErrand } from "./errand.ts";
import { eraseExpired } from "../retention.ts";

forEachDatabase((_name, open) => {
  test("errands come oldest first, are sealed at rest, and are done once", async (t) => {
    const db = await open(t);
    const list = await db.transact((tx) => aList(tx));
    const order = (text: string) => ({ listId: list.id, order: utf8(text), at: START });
    const [first, second] = await db.transact(async (tx) => [
      await insertErrand(tx, order("tell Anna")),
      await insertErrand(tx, order("tell Ben")),
    ]);
    assert.ok(first !== undefined && second !== undefined);
    const chunks = await db.read((tx) => tx.query.selectFrom("blob_chunk").select("bytes").execute());
    assert.ok(chunks.every(({ bytes }) => !Buffer.from(bytes).includes("tell")));
    const next = await db.read((tx) => nextErrand(tx, null));
    assert.equal(next?.id, first);
    const written = await db.read((tx) => errandOrder(tx, first));
    assert.equal(fromUtf8(written ?? utf8("")), "tell Anna");
    assert.equal((await db.read((tx) => nextErrand(tx, first)))?.id, second);
    assert.equal(await db.read((tx) => nextErrand(tx, second)), null);
    await db.transact(async (tx) => {
      assert.deepEqual([await finishErrand(tx, first), await finishErrand(tx, first)], [true, false]);
      await finishErrand(tx, second);
      assert.equal(await errandOrder(tx, first), null);
      assert.deepEqual(await tx.query.selectFrom("blob").selectAll().execute(), []);
    });
  });

  test("what nobody could write for a week is erased", async (t) => {
    const db = await open(t);
    await db.transact(async (tx) => {
      const list = await aList(tx);
      await insertErrand(tx, { listId: list.id, order: utf8("x"), at: START });
    });
    const days = (n: number) => new Date(START.getTime() + n * 86_400_000);
    await eraseExpired(db, days(6));
    assert.notEqual(await db.read((tx) => nextErrand(tx, null)), null);
    await eraseExpired(db, days(8));
    assert.equal(await db.read((tx) => nextErrand(tx, null)), null);
  });
});
