/** Mail that people ordered: an order that cannot be carried out holds up no other, and is set aside. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Logger, utf8 } from "#base";
import { heldSend } from "#operations";
import { insertErrand, listByAddress, type Transactor } from "#store";
import { moderatedTeam } from "./support/lists/moderators.ts";
import { TEAM } from "./support/lists/sealed-team.ts";

const DAMAGE = {
  "an order that says nothing known": () => Promise.resolve(),
  "an order whose blob is damaged": async (tx: Transactor) => {
    const row = await tx.query
      .selectFrom("errand")
      .select("blob_id")
      .orderBy("id", "desc")
      .executeTakeFirstOrThrow();
    const bytes = Buffer.alloc(40);
    await tx.query.updateTable("blob_chunk").set({ bytes }).where("blob_id", "=", row.blob_id).execute();
  },
};

for (const [words, damage] of Object.entries(DAMAGE)) {
  test(`${words} holds up no other`, async (t) => {
    const events: string[] = [];
    const note = (event: string) => void events.push(event);
    const logger: Logger = { debug: note, info: note, warn: note, error: note };
    const { server, clock, olga, aPostWaits } = await moderatedTeam(t, {}, { logger });
    const id = await aPostWaits();
    const before = server.mailbox(olga.address).length;
    await server.db.transact(async (tx) => {
      const list = await listByAddress(tx, TEAM);
      assert.ok(list);
      await insertErrand(tx, { listId: list.id, at: clock.now(), order: utf8("{}") });
      await damage(tx);
    });
    await server.call(heldSend, { id, to: olga.address });
    for (let times = 0; times < 8; times += 1) await server.drain();
    assert.equal(server.mailbox(olga.address).length, before + 1);
    assert.equal(events.filter((event) => event === "errand.set-aside").length, 1);
    assert.ok(events.filter((event) => event === "errand.not-done").length <= 4);
  });
}
