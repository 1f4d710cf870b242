import assert from "node:assert/strict";
import { test } from "node:test";
import type { Database } from "#store";
import { forEachDatabase } from "../../../test/support/database.ts";
import { aList, aMember } from "../../../test/support/stored.ts";
import { Newcomers } from "./newcomers.ts";

/** What a look finds, and from then on counts as seen. */
async function look(db: Database, newcomers: Newcomers, round = false): Promise<string> {
  const joined = await db.read((tx) => (round ? newcomers.startRound(tx) : newcomers.look(tx)));
  joined.seen();
  return [...joined.addresses].toSorted().join(" ");
}

forEachDatabase((name, open) => {
  test(`each who joins is found once, and those of whom nothing came of the look again (${name})`, async (t) => {
    const db = await open(t);
    const list = await db.transact((tx) => aList(tx));
    const newcomers = new Newcomers();
    await look(db, newcomers, true);
    await db.transact((tx) => aMember(tx, list.id, "anna@example.net"));
    await db.read((tx) => newcomers.look(tx));
    assert.equal(await look(db, newcomers), "anna@example.net");
    assert.equal(await look(db, newcomers), "");
    await look(db, newcomers, true);
    assert.equal(await look(db, newcomers), "");
  });

  // SQLite has one writer: who is seen first was first.
  if (name === "sqlite") return;
  test("who joined first and is seen last is found, too", async (t) => {
    const db = await open(t);
    const list = await db.transact((tx) => aList(tx));
    const other = await db.transact((tx) => aList(tx, "other@example.org"));
    const newcomers = new Newcomers();
    await look(db, newcomers, true);
    for (const round of [false, true]) {
      const [slow, quick] = [`slow-${String(round)}@example.net`, `quick-${String(round)}@example.net`];
      const written = Promise.withResolvers<void>();
      const mayCommit = Promise.withResolvers<void>();
      const waiting = db.transact(async (tx) => {
        await aMember(tx, list.id, slow);
        written.resolve();
        await mayCommit.promise;
      });
      await written.promise;
      await db.transact((tx) => aMember(tx, other.id, quick));
      assert.match(await look(db, newcomers, round), new RegExp(quick));
      mayCommit.resolve();
      await waiting;
      assert.equal(await look(db, newcomers), slow);
    }
  });
});
