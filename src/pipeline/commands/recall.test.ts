import assert from "node:assert/strict";
import { test } from "node:test";
import { forEachDatabase } from "../../../test/support/database.ts";
import { aList, mailFor } from "../../../test/support/stored.ts";
import { recall, remember } from "./recall.ts";

forEachDatabase((_name, open) => {
  test("what is known of a mail is found out once, for that mail and under that name", async (t) => {
    const db = await open(t);
    const [first, second] = await db.transact(async (tx) => {
      const list = await aList(tx);
      return [await mailFor(tx, list), await mailFor(tx, list)] as const;
    });
    let found = 0;
    const find = () => Promise.resolve({ to: "anna@example.org", nth: (found += 1) });
    const who = { inboxId: first, name: "who" };
    assert.equal(await recall({ db }, who), null);
    assert.deepEqual(await remember({ db }, who, find), { to: "anna@example.org", nth: 1 });
    assert.deepEqual(await remember({ db }, who, find), { to: "anna@example.org", nth: 1 });
    assert.deepEqual(await recall({ db }, who), { to: "anna@example.org", nth: 1 });
    assert.equal(await recall({ db }, { ...who, inboxId: second }), null);
    assert.equal(await recall({ db }, { ...who, name: "who.1" }), null);
  });

  test("what cannot be found out is not remembered", async (t) => {
    const db = await open(t);
    const inboxId = await db.transact(async (tx) => mailFor(tx, await aList(tx)));
    const who = { inboxId, name: "who" };
    const breaks = remember({ db }, who, () => Promise.reject(new Error("the disk")));
    await assert.rejects(breaks, /the disk/);
    assert.equal(await remember({ db }, who, () => Promise.resolve("anna")), "anna");
  });
});
