import assert from "node:assert/strict";
import { test } from "node:test";
import { forEachDatabase } from "../../../test/support/database.ts";
import { aList, aMember, mailFor, minutesLater, START } from "../../../test/support/stored.ts";
import type { Transactor } from "../engine/database.ts";
import { acceptHeld, eraseHeld, heldIdOf, holdInbox } from "./held.ts";
import { heldTokenOwner, insertHeldToken, useHeldToken } from "./held-token.ts";
import { removeMember } from "../lists/member.ts";

async function aToken(tx: Transactor, address = "team@example.org") {
  const token = "secret7";
  const list = await aList(tx, address);
  const member = await aMember(tx, list.id, "mia@example.net");
  const inboxId = await mailFor(tx, list);
  const facts = { code: "nonmember", publicText: "", detail: "", sender: "m@example.com" } as const;
  const held = { inboxId, listId: list.id, kind: "held", heldAt: START, until: minutesLater(60) } as const;
  const heldId = await holdInbox(tx, { ...held, ...facts });
  const owner = { heldId, memberId: member.id };
  await insertHeldToken(tx, token, owner);
  return { owner, inboxId };
}

forEachDatabase((_name, open) => {
  test("a token names one message and one person, in any case of its letters, and counts once", async (t) => {
    const db = await open(t);
    await db.transact(async (tx) => {
      const { owner, inboxId } = await aToken(tx);
      assert.equal(owner.heldId, heldIdOf(inboxId), "a held message keeps its number");
      assert.deepEqual(await heldTokenOwner(tx, "SECRET7"), owner);
      assert.equal(await heldTokenOwner(tx, "secret8"), null);
      assert.deepEqual([await useHeldToken(tx, "Secret7"), await useHeldToken(tx, "secret7")], [true, false]);
      assert.equal(await heldTokenOwner(tx, "secret7"), null);
    });
  });

  test("it is not stored as it is, and goes with the message or the person", async (t) => {
    const db = await open(t);
    for (const [nth, end] of [eraseHeld, acceptHeld].entries()) {
      await db.transact(async (tx) => {
        const { owner } = await aToken(tx, `team${nth}@example.org`);
        const rows = await tx.query.selectFrom("held_token").selectAll().execute();
        assert.ok(!Buffer.from(rows[0]?.digest ?? []).includes("secret7"));
        await end(tx, owner.heldId);
        assert.equal(await heldTokenOwner(tx, "secret7"), null);
      });
    }
    await db.transact(async (tx) => {
      const { owner } = await aToken(tx);
      await removeMember(tx, owner.memberId);
      assert.equal(await heldTokenOwner(tx, "secret7"), null);
    });
  });
});
