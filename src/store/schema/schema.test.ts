import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { forEachDatabase } from "../../../test/support/database.ts";
import type { Database, Transactor } from "../engine/database.ts";
import { RETENTION } from "../retention.ts";

interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
}

/** What both engines call the same. */
const TYPES: Readonly<Record<string, string>> = { blob: "bytea", integer: "bigint" };

async function columns(db: Database): Promise<readonly Column[]> {
  const source =
    db.kind === "sqlite"
      ? sql<Column>`select t.name as "table", c.name as "column", lower(c.type) as type
          from sqlite_master t join pragma_table_info(t.name) c
          where t.type = 'table' and t.name not like 'sqlite_%' order by t.name, c.cid`
      : sql<Column>`select table_name as "table", column_name as "column", data_type as type
          from information_schema.columns where table_schema = current_schema() order by table_name, ordinal_position`;
  const { rows } = await db.transact((tx) => source.execute(tx.query));
  return rows.map((row) => ({ ...row, type: TYPES[row.type] ?? row.type }));
}

const found = new Map<string, readonly Column[]>();

forEachDatabase((name, open) => {
  test("the tables are the same on both databases, and each has its line of retention", async (t) => {
    const db = await open(t);
    found.set(name, await columns(db));
    const tables = [...new Set(found.get(name)?.map((column) => column.table))];
    assert.deepEqual(tables.sort(), Object.keys(RETENTION).sort());
    assert.deepEqual(found.get(name), found.get("sqlite"));
  });

  // PostgreSQL chooses by the size of the tables.
  if (name === "postgres") return;
  test("claims and plans find their rows by index", async (t) => {
    const db = await open(t);
    const plans = await db.transact(async (tx) => [
      await plan(tx, "select min(lane) from outbox where state = 'ready' and lane > 3"),
      await plan(tx, "select min(next_at) from outbox where state = 'ready' and lane = 3"),
      await plan(
        tx,
        "select id from outbox where state = 'ready' and lane = 3 and next_at <= 9 order by next_at, id",
      ),
      await plan(tx, "update outbox set state = 'ready' where state = 'claimed' and claimed_until < 9"),
      await plan(tx, "select 1 from outbox where body_id = 1 and state in ('ready', 'claimed')"),
      await plan(
        tx,
        "select member_id from post_member where post_id = 1 and profile = 'p' and state = 'waiting' order by member_id",
      ),
      await plan(
        tx,
        "select 1 from post_member where post_member.member_id = 1 and post_member.state in ('kept', 'lost') and post_member.state = 'lost'",
      ),
      await plan(
        tx,
        "select id from inbox where state in ('new', 'claimed', 'sealing') and claims = 0 and claimed_until <= 9 order by claims, claimed_until, id",
      ),
    ]);
    for (const steps of plans) {
      assert.match(steps, /USING (COVERING )?INDEX/, steps);
      assert.doesNotMatch(steps, /TEMP B-TREE|SCAN (?!.*USING)/, steps);
    }
  });
});

async function plan(tx: Transactor, query: string): Promise<string> {
  const { rows } = await sql.raw<{ detail: string }>(`explain query plan ${query}`).execute(tx.query);
  return `${query}: ${rows.map((row) => row.detail).join("; ")}`;
}
