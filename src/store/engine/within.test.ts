import assert from "node:assert/strict";
import { test } from "node:test";
import { forEachDatabase } from "../../../test/support/database.ts";
import { aList } from "../../../test/support/stored.ts";
import { allLists } from "../lists/list.ts";
import type { Database } from "./database.ts";
import { within } from "./within.ts";

forEachDatabase((_name, open) => {
  const addresses = async (db: Database) =>
    (await db.read(allLists))
      .map(({ address }) => address.slice(0, address.indexOf("@")))
      .toSorted((one, other) => one.localeCompare(other));

  test("a step that throws takes back itself and what is in it, nothing else", async (t) => {
    const db = await open(t);
    await db.transact(async (tx) => {
      const inside = within(tx, db);
      await inside.transact((step) => aList(step, "before@example.org"));
      const failing = inside.transact(async (step) => {
        await within(step, db).transact((inner) => aList(inner, "inner@example.org"));
        throw new Error("a bug");
      });
      await assert.rejects(failing, /a bug/);
      await inside.transact((step) => aList(step, "after@example.org"));
      assert.equal((await inside.read(allLists)).length, 2);
    });
    assert.deepEqual(await addresses(db), ["after", "before"]);
  });

  test("what throws in a step of a step leaves the outer step as it is", async (t) => {
    const db = await open(t);
    await db.transact(async (tx) => {
      await within(tx, db).transact(async (step) => {
        await aList(step, "outer@example.org");
        const inner = within(step, db).transact(async (innermost) => {
          await aList(innermost, "inner@example.org");
          throw new Error("a bug");
        });
        await assert.rejects(inner, /a bug/);
      });
    });
    assert.deepEqual(await addresses(db), ["outer"]);
  });

  test("what runs around the steps takes all of them back", async (t) => {
    const db = await open(t);
    const failing = db.transact(async (tx) => {
      await within(tx, db).transact((step) => aList(step));
      throw new Error("a bug");
    });
    await assert.rejects(failing, /a bug/);
    assert.deepEqual(await addresses(db), []);
  });

  test("no step is left open: what follows is committed", async (t) => {
    const db = await open(t);
    const failing = db.transact((tx) => within(tx, db).transact(() => Promise.reject(new Error("a bug"))));
    await assert.rejects(failing, /a bug/);
    await db.transact((tx) => aList(tx, "next@example.org"));
    assert.deepEqual(await addresses(db), ["next"]);
  });
});
