import assert from "node:assert/strict";
import { test } from "node:test";
import { addDays, AppError, utf8 } from "#base";
import { forEachDatabase } from "../../../test/support/database.ts";
import { aList, mailFor, START } from "../../../test/support/stored.ts";
import type { Database, Reader, Transactor } from "../engine/database.ts";
import { type StoredList, updateList } from "../lists/list.ts";
import { storeArriving } from "../mail-in/arriving.ts";
import { eraseExpired } from "../retention.ts";
import {
  archivedByNumber,
  archivedOctets,
  archivedPage,
  archivedStart,
  archivePost,
  countArchived,
  eraseArchived,
  lastArchived,
} from "./archived.ts";
import { createPost, withdrawPost } from "./post.ts";

const LARGE = Buffer.alloc(700_000, "x");

async function aPost(tx: Transactor, list: StoredList, acceptedAt = START) {
  return createPost(tx, {
    listId: list.id,
    inboxId: await mailFor(tx, list),
    messageId: "<1@x>",
    references: [],
    authorMemberId: null,
    threadNamed: null,
    subject: "",
    acceptedAt,
    cameSealed: false,
  });
}

async function archived(tx: Transactor, list: StoredList, text: string, at = START) {
  const post = await aPost(tx, list, at);
  await archivePost(tx, post, { sealed: false, octets: utf8(text) });
  return post;
}

async function blobs(db: Database): Promise<number> {
  const query = (tx: Reader) =>
    tx.query.selectFrom("blob").select("id").where("purpose", "=", "archived").execute();
  return (await db.read(query)).length;
}

forEachDatabase((_, open) => {
  test("kept posts are found by number, by time and from the end, each list by itself", async (t) => {
    const db = await open(t);
    await db.transact(async (tx) => {
      const [list, other] = [await aList(tx, "one@example.org"), await aList(tx, "two@example.org")];
      for (const [nth, text] of ["a", "b", "c", "d"].entries())
        await archived(tx, list, text, addDays(START, nth));
      await archived(tx, other, "elsewhere");
      const numbers = async (query: object) =>
        (await archivedPage(tx, { listId: list.id, limit: 9, ...query })).map(({ number }) => number);
      assert.deepEqual(await numbers({}), [1, 2, 3, 4]);
      assert.deepEqual(await numbers({ after: 1, last: 3 }), [2, 3]);
      assert.deepEqual(await numbers({ from: addDays(START, 1), until: addDays(START, 3) }), [2, 3]);
      assert.deepEqual(await numbers({ limit: 2 }), [1, 2]);
      const last = await lastArchived(tx, list.id, 2);
      assert.deepEqual(
        last.map(({ number }) => number),
        [3, 4],
      );
      assert.equal(await countArchived(tx, list.id), 4);
      const row = await archivedByNumber(tx, list.id, 2);
      assert.ok(row);
      assert.deepEqual([row.at, row.size, row.sealed], [addDays(START, 1), 1, false]);
      assert.equal(Buffer.from(await archivedOctets(tx, row)).toString(), "b");
      assert.equal(await archivedByNumber(tx, list.id, 9), null);
    });
  });

  test("what was stored before in steps belongs to its post, and only its start is read for a header", async (t) => {
    const db = await open(t);
    const list = await db.transact((tx) => aList(tx));
    const octets = await storeArriving(db, { listId: list.id, bytes: LARGE, at: START });
    await db.transact(async (tx) => {
      const post = await aPost(tx, list);
      await archivePost(tx, post, { sealed: true, octets });
      const postId = post.id;
      assert.ok(LARGE.equals(await archivedOctets(tx, { postId })));
      assert.equal((await archivedStart(tx, { postId })).length, 256 * 1024);
    });
  });

  test("a record moved to another post does not open", async (t) => {
    const db = await open(t);
    await db.transact(async (tx) => {
      const list = await aList(tx);
      const [one, two] = [await archived(tx, list, "one"), await archived(tx, list, "two")];
      const { blob_id } = await tx.query
        .selectFrom("archived")
        .select("blob_id")
        .where("post_id", "=", one.id)
        .executeTakeFirstOrThrow();
      await tx.query.updateTable("archived").set({ blob_id }).where("post_id", "=", two.id).execute();
      const isDamaged = (error: unknown) => error instanceof AppError && error.code === "bad-data";
      await assert.rejects(archivedOctets(tx, { postId: two.id }), isDamaged);
    });
  });

  test("with a post that is withdrawn, and when it is erased, nothing of it is left", async (t) => {
    const db = await open(t);
    await db.transact(async (tx) => {
      const list = await aList(tx);
      await withdrawPost(tx, await archived(tx, list, "one"), START);
      const two = await archived(tx, list, "two");
      await eraseArchived(tx, two.id);
      await eraseArchived(tx, two.id);
      assert.equal(await countArchived(tx, list.id), 0);
    });
    assert.equal(await blobs(db), 0);
  });

  test("archive_days of each list says what is over; without it nothing is", async (t) => {
    const db = await open(t);
    const lists = await db.transact(async (tx) => {
      const [short, ever] = [await aList(tx, "short@example.org"), await aList(tx, "ever@example.org")];
      await updateList(tx, short.id, { settings: { archive_days: 3 } });
      for (const list of [short, ever])
        for (const days of [0, 2, 5]) await archived(tx, list, String(days), addDays(START, -days));
      return [short, ever];
    });
    const { archived: erased } = await eraseExpired(db, START);
    assert.equal(erased, 1);
    const left = await db.read((tx) => Promise.all(lists.map(({ id }) => countArchived(tx, id))));
    assert.deepEqual(left, [2, 3]);
  });
});
