/** Mail that people ordered: an order that cannot be carried out holds up no other, and is set aside. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Logger, utf8 } from "#base";
import { heldSend, queueList, queueRetry, siteCheck } from "#operations";
import { insertErrand, listByAddress, memberByAddress, noteErrandTrouble, type Transactor } from "#store";
import { forEachDatabase } from "../support/database.ts";
import { moderatedTeam } from "../support/lists/moderators.ts";
import { TEAM } from "../support/lists/sealed-team.ts";

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

forEachDatabase((database) => {
  test("what is set aside is told by the checks, and waits until an operator has it tried again", async (t) => {
    const { server, clock, olga } = await moderatedTeam(t, {}, { database });
    const before = server.mailbox(olga.address).length;
    await server.db.transact(async (tx) => {
      const list = await listByAddress(tx, TEAM);
      const member = list && (await memberByAddress(tx, list.id, olga.address));
      assert.ok(list && member);
      const ids = { listId: list.id, at: clock.now() };
      const welcome = JSON.stringify({ do: "welcome", member: member.id });
      const errand = await insertErrand(tx, { ...ids, order: utf8(welcome) });
      for (let tries = 0; tries < 5; tries += 1) await noteErrandTrouble(tx, errand, "internal");
      await insertErrand(tx, { ...ids, order: utf8("{}") });
    });
    const runs = async () => {
      for (let times = 0; times < 6; times += 1) await server.drain();
      const { orders } = await server.call(queueList, { list: TEAM });
      return orders.map(({ list, code }) => `${list} ${code}`);
    };
    assert.deepEqual(await runs(), [`${TEAM} internal`, `${TEAM} internal`]);
    const found = (await server.call(siteCheck, {})).find(({ text }) => text.includes("were ordered"));
    assert.equal(found?.level, "fail");
    assert.match(found?.text ?? "", /^2 mails/);
    assert.equal(server.mailbox(olga.address).length, before);
    assert.equal((await server.call(queueRetry, { list: TEAM })).orders, 2);
    assert.deepEqual(await runs(), [`${TEAM} internal`], "what is damaged is set aside again");
    assert.equal(server.mailbox(olga.address).length, before + 1);
  });
});
