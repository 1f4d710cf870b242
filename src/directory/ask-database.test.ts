import assert from "node:assert/strict";
import { test } from "node:test";
import { newPostgresDatabase } from "../../test/support/migrated.ts";
import { askDatabase, type DatabaseServer } from "./index.ts";

async function server(): Promise<DatabaseServer> {
  const host = new URLSearchParams((await newPostgresDatabase()).split("?")[1]).get("host") ?? "";
  return { host, port: 5432, database: "postgres", user: "postgres", password: "" };
}

const STAFF = "select count(*) from (values ('ann@example.org')) as staff(mail) where mail = ?";

test("what a statement finds counts, and values are bound", async () => {
  const at = await server();
  const ask = (statement: string, ...values: string[]) => askDatabase(at, { statement, values });
  assert.deepEqual(await ask(STAFF, "ann@example.org"), { ok: true, value: true });
  assert.deepEqual(await ask(`${STAFF};`, "bob@example.org"), { ok: true, value: false });
  assert.deepEqual(await ask(STAFF, "' or '1'='1"), { ok: true, value: false });
  assert.deepEqual(await ask("select true where false"), { ok: true, value: false });
  assert.deepEqual(await ask("select 1 from generate_series(1, 1000)"), { ok: true, value: true });
});

test("it may only read, and one statement is one statement", async () => {
  const at = await server();
  const ask = async (statement: string) => {
    const found = await askDatabase(at, { statement, values: [] });
    return found.ok || found.error;
  };
  assert.equal(await ask("select 1; drop schema public"), "bad-filter");
  assert.equal(await ask("select ?"), "bad-filter");
  assert.equal(await ask("delete from pg_class"), "refused");
  const found = await askDatabase(at, {
    statement: "select current_setting('transaction_read_only') = 'on'",
    values: [],
  });
  assert.deepEqual(found, { ok: true, value: true });
});

test("a database that is not there is no answer", async () => {
  const at = { ...(await server()), host: "127.0.0.1", port: 1 };
  assert.deepEqual(await askDatabase(at, { statement: "select 1", values: [] }), {
    ok: false,
    error: "no-answer",
  });
});
