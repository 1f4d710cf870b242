import assert from "node:assert/strict";
import { copyFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { silentLogger, systemClock, systemRandom } from "#base";
import { temporaryFolder, testMasterKey } from "../../../test/support/database.ts";
import { flushesInHand } from "../../../test/support/flushes-in-hand.ts";
import { aList } from "../../../test/support/stored.ts";
import { allLists } from "../lists/list.ts";
import { LogFlush } from "./log-flush.ts";
import { openDatabase } from "./open-database.ts";
import { openSqlite } from "./sqlite-connection.ts";

const CONTEXT = { masterKey: testMasterKey, clock: systemClock, random: systemRandom, logger: silentLogger };
const UNAVAILABLE = { name: "AppError", code: "unavailable" };

test("who asks while a flush runs gets one that began after the question, and shares it", async (t) => {
  const path = join(temporaryFolder(t), "db");
  writeFileSync(`${path}-wal`, "frames");
  const log = new LogFlush(path);
  t.after(() => log.close());
  const first = log.flushed();
  const [second, third] = [log.flushed(), log.flushed()];
  assert.notEqual(first, second);
  assert.equal(second, third);
  await third;
  assert.notEqual(log.flushed(), third);
  await log.flushed();
});

test("a log that cannot be flushed is an error for everybody, and is not tried again", async (t) => {
  const path = join(temporaryFolder(t), "db");
  const log = new LogFlush(path);
  t.after(() => log.close());
  log.assertSound();
  const [first, behind] = [log.flushed(), log.flushed()];
  await assert.rejects(first, UNAVAILABLE);
  await assert.rejects(behind, UNAVAILABLE);
  writeFileSync(`${path}-wal`, "frames");
  await assert.rejects(log.flushed(), UNAVAILABLE);
  assert.throws(() => log.assertSound(), UNAVAILABLE);
  assert.match((await log.broken).detail, /ENOENT/);
});

test("a transaction counts once its commit is flushed, and not before", async (t) => {
  const db = await openDatabase({ url: `sqlite:${join(temporaryFolder(t), "db")}`, ...CONTEXT });
  t.after(() => db.close());
  const flushes = flushesInHand(t);
  const seen: string[] = [];
  const writing = db.transact(async (tx) => {
    tx.onCommit(() => seen.push("woken"));
    await aList(tx);
  });
  void writing.then(() => seen.push("fulfilled"));
  await Promise.race([flushes.asked, writing]);
  assert.equal((await db.read(allLists)).length, 1);
  assert.deepEqual(seen, []);
  flushes.end();
  await writing;
  assert.deepEqual(seen, ["woken", "fulfilled"]);
});

test("after a flush that failed no transaction counts until the database is opened anew", async (t) => {
  const url = `sqlite:${join(temporaryFolder(t), "db")}`;
  const db = await openDatabase({ url, ...CONTEXT });
  const flushes = flushesInHand(t);
  const first = db.transact((tx) => aList(tx, "one@example.org"));
  await Promise.race([flushes.asked, first]);
  const behind = db.transact((tx) => aList(tx, "two@example.org"));
  const afterwards = Promise.withResolvers<void>();
  const last = db.transact(async () => afterwards.resolve());
  await afterwards.promise;
  flushes.end(Object.assign(new Error("EIO: i/o error, fdatasync"), { code: "EIO" }));
  await assert.rejects(first, UNAVAILABLE);
  await assert.rejects(behind, UNAVAILABLE);
  await assert.rejects(last, UNAVAILABLE);
  flushes.restore();
  const work = t.mock.fn(async () => {});
  await assert.rejects(db.transact(work), UNAVAILABLE);
  await assert.rejects(db.read(work), UNAVAILABLE);
  assert.equal(work.mock.callCount(), 0);
  assert.match((await db.broken).detail, /EIO/);
  await db.close();
  const again = await openDatabase({ url, ...CONTEXT });
  t.after(() => again.close());
  assert.equal((await again.transact(allLists)).length, 2);
});

test("what a process left in the log goes to the database file before anything is added", async (t) => {
  const [left, copy] = ["left", "copy"].map((name) => join(temporaryFolder(t), name)) as [string, string];
  const db = await openDatabase({ url: `sqlite:${left}`, ...CONTEXT });
  t.after(() => db.close());
  await db.transact((tx) => aList(tx));
  for (const suffix of ["", "-wal"]) copyFileSync(left + suffix, copy + suffix);
  assert.notEqual(statSync(`${copy}-wal`).size, 0);
  const { writer, reader } = openSqlite(copy);
  assert.equal(statSync(`${copy}-wal`).size, 0);
  assert.equal((await reader.selectFrom("list").selectAll().execute()).length, 1);
  await reader.destroy();
  await writer.destroy();
});
