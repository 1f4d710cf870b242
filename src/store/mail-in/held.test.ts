import assert from "node:assert/strict";
import { test } from "node:test";
import type { HeldId, InboxId } from "#base";
import { forEachDatabase } from "../../../test/support/database.ts";
import { aList, mailFor, minutesLater, START } from "../../../test/support/stored.ts";
import type { Transactor } from "../engine/database.ts";
import { acceptHeld, eraseHeld, heldById, heldForReason, heldMessage, heldPage, holdInbox } from "./held.ts";
import { claimInbox } from "./inbox-claim.ts";
import { finishInbox, inboxById, inboxMessage } from "./inbox.ts";
import type { StoredList } from "../lists/list.ts";

async function hold(tx: Transactor, list: StoredList): Promise<{ inboxId: InboxId; id: HeldId }> {
  const inboxId = await mailFor(tx, list);
  const held = {
    inboxId,
    listId: list.id,
    kind: "held",
    code: "nonmember",
    publicText: "Your message waits for the moderator.",
    detail: "no member has this address",
    sender: "mallory@example.com",
    heldAt: START,
    until: minutesLater(60),
  } as const;
  const id = await holdInbox(tx, held);
  assert.equal(await holdInbox(tx, held), id, "held twice");
  await finishInbox(tx, inboxId, { decision: "hold", code: "nonmember", now: START });
  return { inboxId, id };
}

forEachDatabase((name, open) => {
  test("a held message outlives its inbox row's decision", async (t) => {
    const db = await open(t);
    const { id, inboxId } = await db.transact(async (tx) => hold(tx, await aList(tx)));
    const found = await db.read(async (tx) => ({
      held: await heldById(tx, id),
      message: await heldMessage(tx, id),
      left: await inboxMessage(tx, inboxId),
    }));
    assert.equal(found.held?.code, "nonmember");
    assert.match(String(found.message), /Hello/);
    assert.equal(found.left, null);
  });

  test("held messages are paged per list", async (t) => {
    const db = await open(t);
    await db.transact(async (tx) => {
      const [one, two] = [await aList(tx, "one@example.org"), await aList(tx, "two@example.org")];
      const first = await hold(tx, one);
      const other = await hold(tx, two);
      const second = await hold(tx, one);
      const ids = async (query: Parameters<typeof heldPage>[1]) =>
        (await heldPage(tx, query)).map((row) => row.id);
      assert.deepEqual(await ids({ limit: 9 }), [first.id, other.id, second.id]);
      assert.deepEqual(await ids({ listId: one.id, limit: 1 }), [first.id]);
      assert.deepEqual(await ids({ listId: one.id, after: first.id, limit: 9 }), [second.id]);
    });
  });

  test("discarding erases, once", async (t) => {
    const db = await open(t);
    const { id } = await db.transact(async (tx) => hold(tx, await aList(tx)));
    assert.equal(await db.transact((tx) => eraseHeld(tx, id)), true);
    assert.equal(await db.transact((tx) => eraseHeld(tx, id)), false);
    assert.deepEqual(await db.read((tx) => tx.query.selectFrom("blob").selectAll().execute()), [], name);
  });

  test("what waits for one reason is found, the newest first, and goes back to be judged again", async (t) => {
    const db = await open(t);
    const [first, second, , other] = await db.transact(async (tx) => {
      const list = await aList(tx);
      const other = await hold(tx, await aList(tx, "two@example.org"));
      const rows = [await hold(tx, list), await hold(tx, list), await hold(tx, list)] as const;
      await tx.query.updateTable("held").set({ kind: "refused" }).where("id", "=", rows[2].id).execute();
      return [...rows, other] as const;
    });
    const found = async (limit: number) =>
      (await db.read((tx) => heldForReason(tx, "nonmember", limit))).map(({ id }) => id);
    assert.deepEqual(await found(9), [second.id, first.id, other.id]);
    assert.deepEqual(await found(1), [second.id, other.id], "of each list");
    assert.deepEqual(await db.read((tx) => heldForReason(tx, "too-old", 9)), []);
    assert.equal(await db.transact((tx) => acceptHeld(tx, first.id, "nobody")), first.inboxId);
    const row = await db.read((tx) => inboxById(tx, first.inboxId));
    assert.deepEqual(
      [row?.state, row?.approved, row?.confirmed, row?.judgedAgain],
      ["new", false, false, true],
    );
  });

  test("accepting gives the message back to the pipeline", async (t) => {
    const db = await open(t);
    const { id, inboxId } = await db.transact(async (tx) => hold(tx, await aList(tx)));
    assert.equal(await db.transact((tx) => acceptHeld(tx, id)), inboxId);
    assert.equal(await db.transact((tx) => acceptHeld(tx, id)), null);
    const [row] = await db.transact((tx) =>
      claimInbox(tx, { node: "a", now: START, leaseMs: 1000, limit: 9 }),
    );
    assert.equal(row?.id, inboxId);
    assert.equal(row?.approved, true);
    assert.match(String(await db.read((tx) => inboxMessage(tx, inboxId))), /Hello/);
    assert.equal((await db.read((tx) => inboxById(tx, inboxId)))?.attempts, 0);
  });
});
