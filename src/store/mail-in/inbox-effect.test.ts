import assert from "node:assert/strict";
import { test } from "node:test";
import { fromUtf8, utf8 } from "#base";
import { forEachDatabase } from "../../../test/support/database.ts";
import { aList, mailFor } from "../../../test/support/stored.ts";
import { forgetInboxEffects, inboxEffect, keepInboxEffect } from "./inbox-effect.ts";

forEachDatabase((_name, open) => {
  test("an effect is kept once, sealed, until its mail is finished", async (t) => {
    const db = await open(t);
    const [inboxId, other] = await db.transact(async (tx) => {
      const list = await aList(tx);
      return [await mailFor(tx, list), await mailFor(tx, list)] as const;
    });
    const [done, elsewhere] = [
      { inboxId, name: "1" },
      { inboxId: other, name: "1" },
    ];
    await db.transact(async (tx) => {
      await keepInboxEffect(tx, done, utf8("anna@example.org joined"));
      await keepInboxEffect(tx, elsewhere, utf8("bob"));
    });
    await assert.rejects(db.transact((tx) => keepInboxEffect(tx, done, utf8("again"))));
    const kept = await db.read((tx) => inboxEffect(tx, done));
    assert.equal(kept && fromUtf8(kept), "anna@example.org joined");
    const rows = await db.read((tx) => tx.query.selectFrom("inbox_effect").select("outcome").execute());
    assert.ok(rows.every(({ outcome }) => !Buffer.from(outcome).includes("anna")));
    await db.transact((tx) => forgetInboxEffects(tx, inboxId));
    assert.equal(await db.read((tx) => inboxEffect(tx, done)), null);
    assert.ok(await db.read((tx) => inboxEffect(tx, elsewhere)));
  });

  test("what is kept of one command opens as nothing else", async (t) => {
    const db = await open(t);
    const inboxId = await db.transact(async (tx) => mailFor(tx, await aList(tx)));
    await db.transact(async (tx) => {
      await keepInboxEffect(tx, { inboxId, name: "1" }, utf8("joined"));
      await tx.query.updateTable("inbox_effect").set({ name: "2" }).execute();
    });
    await assert.rejects(db.read((tx) => inboxEffect(tx, { inboxId, name: "2" })));
  });
});
