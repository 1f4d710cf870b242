import assert from "node:assert/strict";
import { test } from "node:test";
import { type EmailAddress, type ListId, systemRandom, utf8 } from "#base";
import { forEachDatabase } from "../../../test/support/database.ts";
import { aList, minutesLater, START } from "../../../test/support/stored.ts";
import type { Transactor } from "../engine/database.ts";
import { eraseExpired } from "../retention.ts";
import { countRequests, insertRequest, type NewRequest, removeRequest, waitingRequests } from "./request.ts";
import { insertRequestKey, newRequestKey, requestOfKey, wasRequestKey } from "./request-key.ts";

const ZOE = "zoe@example.com" as EmailAddress;
const LIST = 1 as ListId;
const KEY = "0123456789abcdef0123456789abcdef";

async function aRequest(tx: Transactor, change: Partial<NewRequest> = {}) {
  const list = await aList(tx);
  const request = await insertRequest(tx, {
    listId: list.id,
    waitsFor: "person",
    function: "subscribe",
    actor: ZOE,
    method: "smtp",
    email: ZOE,
    operation: "member.subscribe",
    input: "{}",
    asked: utf8("mark"),
    effect: "inbox:1:0",
    createdAt: START,
    expiresAt: minutesLater(60),
    ...change,
  });
  return { list, request };
}

forEachDatabase((_name, open) => {
  test("a key finds its request in any case of its letters, until its time is over or it is taken", async (t) => {
    const db = await open(t);
    await db.transact(async (tx) => {
      const { request } = await aRequest(tx);
      await insertRequestKey(tx, KEY, { request, holder: ZOE });
      assert.equal((await requestOfKey(tx, KEY.toUpperCase(), START))?.request.id, request.id);
      assert.equal(await requestOfKey(tx, `${KEY}0`, START), null);
      assert.equal(await requestOfKey(tx, KEY, minutesLater(60)), null);
      assert.deepEqual(
        [await removeRequest(tx, request.id), await removeRequest(tx, request.id)],
        [true, false],
      );
      assert.equal(await requestOfKey(tx, KEY, START), null);
    });
  });

  test("a key that was given out is known as one when what it was for is gone; any other is not", async (t) => {
    const db = await open(t);
    const other = await open(t);
    const key = await db.transact((tx) => newRequestKey(tx, systemRandom, LIST));
    assert.match(key, /^[0-9a-f]{32}$/);
    assert.equal(await db.read((tx) => wasRequestKey(tx, key.toUpperCase(), LIST)), true);
    assert.equal(await db.read((tx) => wasRequestKey(tx, key, 2 as ListId)), false, "another list's");
    const foreign = await other.transact((tx) => newRequestKey(tx, systemRandom, LIST));
    const changed = `${key.slice(0, -1)}${key.endsWith("0") ? 1 : 0}`;
    for (const wrong of [KEY, foreign, `${key}00`, key.slice(2), "", changed])
      assert.equal(await db.read((tx) => wasRequestKey(tx, wrong, LIST)), false, wrong);
  });

  test("it is bound to all that the request is: a row that was changed is not found by it", async (t) => {
    const db = await open(t);
    const changes = [
      { function: "add" },
      { actor: "eve@example.com" as EmailAddress },
      { email: "eve@example.com" as EmailAddress },
      { method: "pgp" },
      { operation: "member.add" },
      { input: '{"owner":true}' },
      { asked: utf8("kram") },
      { waits_for: "owner" },
      { expires_at: minutesLater(600).getTime() },
    ];
    for (const change of changes) {
      const undo = new Error("undo");
      const changed = db.transact(async (tx) => {
        const { request } = await aRequest(tx);
        await insertRequestKey(tx, KEY, { request, holder: ZOE });
        await tx.query.updateTable("request").set(change).execute();
        assert.equal(await requestOfKey(tx, KEY, START), null, JSON.stringify(change));
        throw undo;
      });
      await assert.rejects(changed, undo);
    }
  });

  test("held once more it takes the place of the one before, and it is erased in time, with its keys", async (t) => {
    const db = await open(t);
    const list = await db.transact(async (tx) => {
      const { list, request } = await aRequest(tx, { waitsFor: "owner" });
      await insertRequestKey(tx, KEY, { request, holder: ZOE });
      const { id: _id, ...again } = request;
      await insertRequest(tx, again);
      assert.equal(await requestOfKey(tx, KEY, START), null);
      return list;
    });
    const waiting = (now: Date) =>
      db.read(async (tx) => {
        const query = { listId: list.id, waitsFor: "owner", limit: 10, now } as const;
        return [(await waitingRequests(tx, query)).length, await countRequests(tx, { listId: list.id, now })];
      });
    assert.deepEqual(await waiting(START), [1, 1]);
    assert.deepEqual(await waiting(minutesLater(60)), [0, 0]);
    assert.equal((await eraseExpired(db, minutesLater(59)))["request"], 0);
    assert.equal((await eraseExpired(db, minutesLater(61)))["request"], 1);
    assert.deepEqual(await db.read((tx) => tx.query.selectFrom("request_key").selectAll().execute()), []);
  });
});
