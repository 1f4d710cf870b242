import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { systemClock, systemRandom } from "#base";
import { type Database, forgetInboxEffects } from "#store";
import { forEachDatabase, type OpenTestDatabase } from "../../../test/support/database.ts";
import { aList, mailFor } from "../../../test/support/stored.ts";
import type { Desk } from "../desk.ts";
import { once } from "./once.ts";

const TOLD = { lines: ["You are on the list."], proven: true };

/** A desk as far as `once` looks at it. */
async function aDesk(t: TestContext, open: OpenTestDatabase): Promise<{ desk: Desk; db: Database }> {
  const db = await open(t);
  const list = await db.transact((tx) => aList(tx));
  const inboxId = await db.transact((tx) => mailFor(tx, list));
  const context = { db, clock: systemClock, random: systemRandom } as Partial<Desk["context"]>;
  return { desk: { context, inboxId, own: list } as Desk, db };
}

forEachDatabase((_name, open) => {
  test("what was done is not done again, and told again", async (t) => {
    const { desk } = await aDesk(t, open);
    let done = 0;
    const join = () =>
      once(desk, "1", () =>
        Promise.resolve(() => Promise.resolve({ ...TOLD, list: desk.own, done: (done += 1) })),
      );
    const first = await join();
    const again = await join();
    assert.equal(done, 1);
    assert.deepEqual(again.lines, first.lines);
    assert.equal(again.proven, true);
    assert.equal(again.list?.address, desk.own?.address);
  });

  test("of two that decide at once one does it", async (t) => {
    const { desk } = await aDesk(t, open);
    let done = 0;
    const join = () =>
      once(desk, "1", () => Promise.resolve(() => Promise.resolve({ ...TOLD, done: (done += 1) })));
    await Promise.all([join(), join()]);
    assert.equal(done, 1);
  });

  test("what throws is neither done nor remembered", async (t) => {
    const { desk, db } = await aDesk(t, open);
    const breaks = once(desk, "1", () =>
      Promise.resolve(async (tx) => {
        await aList(tx, "half@example.org");
        throw new Error("the disk");
      }),
    );
    await assert.rejects(breaks, /the disk/);
    await once(desk, "1", () =>
      Promise.resolve(async (tx) => {
        await aList(tx, "half@example.org");
        return TOLD;
      }),
    );
    assert.equal((await db.read((tx) => tx.query.selectFrom("list").select("id").execute())).length, 2);
  });

  test("each command of a mail counts by itself, until the mail is finished", async (t) => {
    const { desk, db } = await aDesk(t, open);
    const done: string[] = [];
    const run = (at: string) =>
      once(desk, at, () => Promise.resolve(() => Promise.resolve({ ...TOLD, done: done.push(at) })));
    await run("1");
    await run("2");
    await db.transact((tx) => forgetInboxEffects(tx, desk.inboxId));
    await run("1");
    assert.deepEqual(done, ["1", "2", "1"]);
  });
});
