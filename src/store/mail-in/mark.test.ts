import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { asId, type InboxId, type ListId } from "#base";
import { forEachDatabase } from "../../../test/support/database.ts";
import { lockMarks, marksOf, recordMark } from "./mark.ts";

const MARK = Buffer.alloc(32, 0xfe);
const ROW = {
  listId: asId<ListId>(1),
  mark: MARK,
  messageId: "<1@x>",
  address: "",
  inboxId: asId<InboxId>(1),
  expiresAt: new Date(0),
} as const;

forEachDatabase((_name, open) => {
  test("who asks about a mark while another decides waits, and then sees it", async (t) => {
    const db = await open(t);
    const locked = Promise.withResolvers<void>();
    const first = db.transact(async (tx) => {
      await lockMarks(tx, [Buffer.alloc(32, 1), MARK]);
      locked.resolve();
      await sleep(100);
      assert.deepEqual(await marksOf(tx, MARK), []);
      await recordMark(tx, ROW);
    });
    await locked.promise;
    const second = db.transact(async (tx) => {
      await lockMarks(tx, [MARK, Buffer.alloc(32, 2)]);
      return (await marksOf(tx, MARK)).length;
    });
    await first;
    assert.equal(await second, 1);
  });
});
