import assert from "node:assert/strict";
import { test } from "node:test";
import { type BodyId, concatBytes, systemRandom } from "#base";
import { forEachDatabase } from "../../../test/support/database.ts";
import { aList, mailFor, START } from "../../../test/support/stored.ts";
import { storeBodyAhead } from "./body-ahead.ts";
import { eraseBody } from "./body.ts";
import { bodyFrame, readBodyChunks } from "./body-read.ts";
import type { Database } from "../engine/database.ts";
import { allLists } from "../lists/list.ts";
import { createPost, finishPost } from "../posts/post.ts";
import { eraseExpired } from "../retention.ts";

const NOTHING = new Uint8Array();
const SHARED = systemRandom.bytes(3_500_001);

forEachDatabase((name, open) => {
  for (const kind of ["sealed", "clear"] as const) {
    test(`a ${kind} body comes out as it went in, and others write meanwhile`, async (t) => {
      const db = await open(t);
      const { list, post } = await listAndPost(db);
      const ids = { postId: post.id, listId: list.id, inboxId: post.inboxId };
      const done: string[] = [];
      const storing = storeBodyAhead(db, { ...body(kind), ...ids }).then((id) => {
        done.push("body");
        return id;
      });
      for (let nth = 0; nth < 3; nth++) await db.transact((tx) => allLists(tx));
      if (name === "sqlite") assert.deepEqual(done, []);
      const id = await storing;
      assert.deepEqual(await whole(db, id), Buffer.from(SHARED));
    });
  }

  test("what a crash left of one goes when its post is finished", async (t) => {
    const db = await open(t);
    const { list, post } = await listAndPost(db);
    const ids = { postId: post.id, listId: list.id, inboxId: post.inboxId };
    let transactions = 0;
    const dying: Database = {
      ...db,
      transact: async (work) => {
        transactions += 1;
        if (transactions === 3) throw new Error("the process died");
        return db.transact(work);
      },
    };
    await assert.rejects(storeBodyAhead(dying, { ...body("sealed"), ...ids }), /died/);
    assert.notEqual(await chunks(db), 0);
    await db.transact((tx) => finishPost(tx, post.id, START));
    await db.emptyLog();
    assert.equal(await chunks(db), 0);
    const rows = await db.read((tx) => tx.query.selectFrom("body").select("id").execute());
    for (const { id } of rows) assert.equal(await db.read((tx) => bodyFrame(tx, id)), null);
  });

  test("an erased body goes in steps, and what a crash left of it with the next upkeep", async (t) => {
    const db = await open(t);
    const { list, post } = await listAndPost(db);
    const sealed = { ...body("sealed"), postId: post.id, listId: list.id, inboxId: post.inboxId };
    const id = await storeBodyAhead(db, sealed);
    const erasing = db.transact((tx) => eraseBody(tx, id, START));
    const left = db.transact((tx) => tx.query.selectFrom("body_chunk").select("seq").execute());
    await erasing;
    if (name === "sqlite") assert.equal((await left).length, 6);
    await db.emptyLog();
    assert.equal(await chunks(db), 0);
    await storeBodyAhead(db, sealed);
    await db.transact((tx) => tx.query.updateTable("body").set({ erased_at: START.getTime() }).execute());
    await eraseExpired(db, START);
    assert.equal(await chunks(db), 0);
  });
});

function body(kind: "sealed" | "clear") {
  const frame = { outer: NOTHING, before: NOTHING, after: NOTHING, encoding: "as-is" } as const;
  return { kind, ...frame, shared: SHARED, createdAt: START };
}

function listAndPost(db: Database) {
  return db.transact(async (tx) => {
    const list = await aList(tx);
    const post = await createPost(tx, {
      listId: list.id,
      inboxId: await mailFor(tx, list),
      messageId: "<1@x>",
      references: [],
      threadNamed: null,
      authorMemberId: null,
      subject: "",
      acceptedAt: START,
      cameSealed: false,
    });
    return { list, post };
  });
}

async function whole(db: Database, id: BodyId): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of readBodyChunks(db, id)) parts.push(part);
  return Buffer.from(concatBytes(...parts));
}

async function chunks(db: Database): Promise<number> {
  const rows = await db.read((tx) => tx.query.selectFrom("body_chunk").select("seq").execute());
  return rows.length;
}
