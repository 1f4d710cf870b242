import assert from "node:assert/strict";
import { test } from "node:test";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { AppError, type ListId, silentLogger, systemClock, systemRandom } from "#base";
import { forEachDatabase, temporaryFolder, testMasterKey } from "../../../test/support/database.ts";
import { aList, mailFor } from "../../../test/support/stored.ts";
import type { Database, Reader, Transactor } from "./database.ts";
import { groupCommit } from "./group-commit.ts";
import { allLists, insertList, listByAddress } from "../lists/list.ts";
import { startNode } from "./node.ts";
import { openDatabase } from "./open-database.ts";

forEachDatabase((name, open) => {
  const count = async (db: Database) => (await db.read(allLists)).length;

  test("what throws leaves nothing behind, and says what it said", async (t) => {
    const db = await open(t);
    const bug = new Error("a bug");
    const failing = db.transact(async (tx) => {
      await aList(tx);
      throw bug;
    });
    await assert.rejects(failing, (error) => error === bug);
    assert.equal(await count(db), 0);
  });

  test("ids are never used again", async (t) => {
    const db = await open(t);
    const first = await db.transact((tx) => aList(tx));
    await db.transact(async (tx) => {
      await tx.query.deleteFrom("storage_key").where("list_id", "=", first.id).execute();
      await tx.query.deleteFrom("list").execute();
    });
    assert.ok((await db.transact((tx) => aList(tx))).id > first.id);
  });

  test("a transaction that is over throws", async (t) => {
    const db = await open(t);
    let writer: Transactor | undefined;
    let reader: Reader | undefined;
    await db.transact(async (tx) => void (writer = tx));
    await db.read(async (tx) => void (reader = tx));
    assert.throws(() => writer?.query, /over/);
    assert.throws(() => writer?.onCommit(() => {}), /over/);
    assert.throws(() => reader?.query, /over/);
  });

  test("a transaction inside another is refused instead of waiting for ever", async (t) => {
    const db = await open(t);
    await assert.rejects(
      db.transact(() => db.transact(async () => {})),
      /inside/,
    );
    await assert.rejects(
      db.read(() => db.read(async () => {})),
      /inside/,
    );
    await db.read(() =>
      db.transact((tx) =>
        startNode(tx, { site: "here", name: "a reader may call for a write", now: new Date() }),
      ),
    );
    await db.transact((tx) => aList(tx));
  });

  test("callbacks run after the commit, and only then", async (t) => {
    const db = await open(t);
    const seen: string[] = [];
    await db.transact(async (tx) => {
      tx.onCommit(() => seen.push("woken"));
      await aList(tx);
      seen.push("worked");
    });
    const failing = db.transact(async (tx) => {
      tx.onCommit(() => seen.push("never"));
      throw new Error("no");
    });
    await assert.rejects(failing);
    assert.deepEqual(seen, ["worked", "woken"]);
  });

  test("writers that come at once all get through", async (t) => {
    const db = await open(t);
    const list = await db.transact((tx) => aList(tx));
    await Promise.all(
      Array.from({ length: 30 }, () =>
        db.transact(async (tx) => {
          const row = await listByAddress(tx, list.address);
          await sleep(1);
          await mailFor(tx, list, { peer: String(row?.id) });
        }),
      ),
    );
    const { mails } = await db.read((tx) =>
      tx.query
        .selectFrom("inbox")
        .select((b) => b.fn.countAll<number>().as("mails"))
        .executeTakeFirstOrThrow(),
    );
    assert.equal(mails, 30);
  });

  test("a reader sees what is committed and cannot write", async (t) => {
    const db = await open(t);
    await db.transact(async (tx) => {
      await aList(tx);
      assert.equal(await count(db), 0);
    });
    assert.equal(await count(db), 1);
    const write = db.read((tx) => sql`delete from list`.execute(tx.query as Transactor["query"]));
    await assert.rejects(write, /read-?only/i);
  });

  test("the same address again is an answer, not an error", async (t) => {
    const db = await open(t);
    const list = await db.transact((tx) => aList(tx));
    const again = await db.transact(async (tx) => {
      const second = await insertList(tx, { ...list, at: list.createdAt });
      await startNode(tx, { site: "here", name: "the transaction still works", now: list.createdAt });
      return second;
    });
    assert.deepEqual(again, { ok: false, error: "already-exists" });
  });

  test("a full disk is storage-full, and nothing is half written", async (t) => {
    const db = await open(t);
    const list = await db.transact((tx) => aList(tx));
    const filling = db.transact(async (tx) => {
      await startNode(tx, { site: "here", name: "half", now: list.createdAt });
      await fill(tx, list.id);
    });
    await assert.rejects(filling, (error) => error instanceof AppError && error.code === "storage-full");
    const nodes = await db.read((tx) => tx.query.selectFrom("node").selectAll().execute());
    assert.deepEqual(nodes, []);
    assert.equal(await count(db), 1);
  });

  /** SQLite really runs out of pages; PostgreSQL says what it says when the disk is full. */
  async function fill(tx: Transactor, listId: ListId): Promise<void> {
    if (name === "postgres") {
      await sql`do $$ begin raise exception 'No space left on device' using errcode = '53100'; end $$`.execute(
        tx.query,
      );
      return;
    }
    await sql`pragma max_page_count = 1`.execute(tx.query);
    const message = Buffer.alloc(3_000_000, "x");
    const list = { id: listId, address: "team@example.org" };
    await mailFor(tx, list as Parameters<typeof mailFor>[1], { message });
  }

  test("a group shares a commit, and one that fails spoils no other", async (t) => {
    const db = await open(t);
    let commits = 0;
    const counting = {
      transact: <T>(work: (tx: Transactor) => Promise<T>) => {
        commits += 1;
        return db.transact(work);
      },
    };
    const group = groupCommit(counting);
    const list = await db.transact((tx) => aList(tx));
    const one = group.enqueue(async (tx) => void (await mailFor(tx, list)));
    const results = await Promise.allSettled([
      one,
      ...Array.from({ length: 50 }, () => group.enqueue(async (tx) => void (await mailFor(tx, list)))),
    ]);
    assert.ok(results.every((result) => result.status === "fulfilled"));
    assert.ok(commits <= 3, `${commits} commits`);
    const mixed = await Promise.allSettled(
      [1, 2, 3, 4].map((n) =>
        group.enqueue(async (tx) => {
          await mailFor(tx, list, { peer: `mixed ${n}` });
          if (n === 2) throw new Error("this one");
        }),
      ),
    );
    assert.deepEqual(
      mixed.map((result) => result.status),
      ["fulfilled", "rejected", "fulfilled", "fulfilled"],
    );
    const rows = await db.read((tx) =>
      tx.query.selectFrom("inbox").select("peer").where("peer", "like", "mixed%").orderBy("id").execute(),
    );
    assert.deepEqual(rows.map((row) => row.peer).sort(), ["mixed 1", "mixed 3", "mixed 4"]);
  });
});

test("while another process writes, a writer waits without holding up the event loop", async (t) => {
  const path = `${temporaryFolder(t)}/conclave.db`;
  const context = {
    masterKey: testMasterKey,
    clock: systemClock,
    random: systemRandom,
    logger: silentLogger,
  };
  const db = await openDatabase({ url: `sqlite:${path}`, ...context });
  t.after(() => db.close());
  const other = new DatabaseSync(path);
  other.exec("begin immediate");
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 10);
  t.after(() => {
    clearInterval(timer);
    other.close();
  });
  setTimeout(() => other.exec("rollback"), 600).unref();
  await db.transact((tx) => aList(tx));
  assert.ok(turns > 5, `${turns} turns`);
});
