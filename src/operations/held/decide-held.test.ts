import assert from "node:assert/strict";
import { test } from "node:test";
import { utf8 } from "#base";
import { heldById, holdInbox } from "#store";
import { forEachDatabase } from "../../../test/support/database.ts";
import { aList, mailFor, minutesLater, START } from "../../../test/support/stored.ts";
import { letGoOn, reject } from "./decide-held.ts";

forEachDatabase((name, open) => {
  test(`of two who decide at once the second hears that it is gone: ${name}`, async (t) => {
    const db = await open(t);
    await db.transact(async (tx) => {
      const list = await aList(tx);
      const inboxId = await mailFor(tx, list, { message: utf8("From: eve@example.com\r\n\r\nx\r\n") });
      const id = await holdInbox(tx, {
        inboxId,
        listId: list.id,
        kind: "held",
        code: "not-signed",
        publicText: "it is not signed",
        detail: "",
        sender: "eve@example.com",
        heldAt: START,
        until: minutesLater(60),
        answerTo: "eve@example.com",
      });
      const row = await heldById(tx, id);
      assert.ok(row);
      const held = { row, list, at: START };
      await letGoOn(tx, held);
      await assert.rejects(letGoOn(tx, held), { code: "not-found" });
      await assert.rejects(reject(tx, held, "no"), { code: "not-found" });
    });
  });
});
