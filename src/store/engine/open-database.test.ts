import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { test } from "node:test";
import { sql } from "kysely";
import { AppError, silentLogger, systemClock, systemRandom } from "#base";
import { forEachDatabase, testMasterKey } from "../../../test/support/database.ts";
import { newMasterKey } from "../at-rest/master-key.ts";
import { MIGRATIONS } from "../migrations/index.ts";
import { openDatabase } from "./open-database.ts";

forEachDatabase((name, open) => {
  test("opens the same database twice and migrates it once", async (t) => {
    const url = await open.newUrl(t);
    const first = await open(t, { url });
    await first.close();
    const second = await open(t, { url });
    const rows = await second.read((tx) => tx.query.selectFrom("schema_version").selectAll().execute());
    assert.deepEqual(
      rows.map((row) => row.version),
      MIGRATIONS.map(({ version }) => version),
    );
  });

  test("refuses a database of a newer version", async (t) => {
    const url = await open.newUrl(t);
    const db = await open(t, { url });
    await db.transact(async (tx) => {
      await tx.query.insertInto("schema_version").values({ version: 99, name: "x", applied_at: 0 }).execute();
    });
    await db.close();
    await assert.rejects(
      open(t, { url }),
      (error) => error instanceof AppError && error.code === "newer-schema",
    );
  });

  test("refuses another master key", async (t) => {
    const url = await open.newUrl(t);
    await (await open(t, { url })).close();
    const other = newMasterKey(systemRandom);
    await assert.rejects(
      open(t, { url, masterKey: other }),
      (error) => error instanceof AppError && error.code === "bad-config",
    );
  });

  test("integers stay integers", async (t) => {
    const db = await open(t);
    const five = name === "sqlite" ? sql`${5}` : sql`${5}::bigint`;
    const { half } = await db.read((tx) =>
      tx.query
        .selectFrom("schema_version")
        .select(sql<number>`${five} / 2`.as("half"))
        .executeTakeFirstOrThrow(),
    );
    assert.equal(half, 2);
  });

  test("the same master key fits again", async (t) => {
    const url = await open.newUrl(t);
    await (await open(t, { url, masterKey: testMasterKey })).close();
    assert.equal((await open(t, { url, masterKey: testMasterKey })).kind, name);
  });
});

test("the SQLite file is readable by its owner only", async (t) => {
  const { temporaryFolder } = await import("../../../test/support/database.ts");
  const path = `${temporaryFolder(t)}/conclave.db`;
  const options = {
    masterKey: testMasterKey,
    clock: systemClock,
    random: systemRandom,
    logger: silentLogger,
  };
  const db = await openDatabase({ url: `sqlite:${path}`, ...options });
  t.after(() => db.close());
  for (const file of [path, `${path}-wal`, `${path}-shm`]) assert.equal(statSync(file).mode & 0o077, 0, file);
});
