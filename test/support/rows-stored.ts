/** Every row of every table of a server's database, as one text that is equal only if nothing changed. */
import { join } from "node:path";
import { readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import type { TestServer } from "./server.ts";

export async function rowsStored({ folder }: TestServer): Promise<string> {
  const config = readFileSync(join(folder, "conclave.toml"), "utf8");
  const url = /database = "(postgres:[^"]+)"/.exec(config)?.[1];
  return JSON.stringify(url === undefined ? inSqlite(join(folder, "conclave.db")) : await inPostgres(url));
}

function inSqlite(path: string): readonly unknown[] {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    const tables = db.prepare("select name from sqlite_schema where type = 'table' order by name").all();
    return tables.map(({ name }) => [
      name,
      db
        .prepare(`select * from "${String(name)}"`)
        .all()
        .map(rowText)
        .toSorted(),
    ]);
  } finally {
    db.close();
  }
}

/** Octets as hex. */
function rowText(row: object): string {
  return JSON.stringify(row, (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value,
  );
}

async function inPostgres(url: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = current_schema() order by 1",
    );
    const found: unknown[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ row: string }>(`select t::text as row from "${name}" t`);
      found.push([name, rows.map(({ row }) => row).toSorted()]);
    }
    return found;
  } finally {
    await client.end();
  }
}
