import assert from "node:assert/strict";
import { test } from "node:test";
import { forEachDatabase } from "../../../test/support/database.ts";
import { aList, START } from "../../../test/support/stored.ts";
import type { Database } from "../engine/database.ts";
import type { StoredList } from "../lists/list.ts";
import { forgetUntold, noteUntold, untoldCounts } from "./untold.ts";

async function note(db: Database, { id: listId }: StoredList, address: string): Promise<void> {
  await db.transact((tx) => noteUntold(tx, { listId, what: "held", address, at: START }));
}

/** On PostgreSQL it is noted before that step, and committed behind it. */
async function noteAround<T>(db: Database, list: StoredList, address: string, step: () => Promise<T>) {
  if (db.kind === "sqlite") {
    const result = await step();
    await note(db, list, address);
    return result;
  }
  const [noted, done] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const stepping = noted.promise.then(step).finally(done.resolve);
  const noting = db.transact(async (tx) => {
    await noteUntold(tx, { listId: list.id, what: "held", address, at: START });
    noted.resolve();
    await done.promise;
  });
  const [result] = await Promise.all([stepping, noting]);
  return result;
}

forEachDatabase((_, open) => {
  test("what was not counted is not forgotten with the others", async (t) => {
    const db = await open(t);
    const [list, other] = await db.transact(
      async (tx) => [await aList(tx), await aList(tx, "other@example.org")] as const,
    );
    const told = async (of = list) => db.read((tx) => untoldCounts(tx, of.id));
    for (const address of ["anna", "ben", "ben"]) await note(db, list, address);
    await note(db, other, "olga");
    const first = await noteAround(db, list, "late", async () => {
      await note(db, list, "cleo");
      return told();
    });
    const named = first.counts.map(({ address, count }) => `${address} ${count}`);
    assert.deepEqual(named, ["ben 2", "anna 1", "cleo 1"]);
    await db.transact((tx) => forgetUntold(tx, first.ids));
    assert.deepEqual((await told()).counts, [{ what: "held", address: "late", count: 1 }]);
    assert.equal((await told(other)).ids.length, 1);
    await db.transact(async (tx) => forgetUntold(tx, (await untoldCounts(tx, list.id)).ids));
    assert.deepEqual(await told(), { counts: [], ids: [] });
  });
});
