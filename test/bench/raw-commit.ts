/** As many rows and commits as a post costs, over the bare driver: what the database can do at best. */
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import type { RunOptions } from "./row.ts";
import { sharedClock } from "./spread.ts";

export interface RawRows {
  readonly rows: number;
  /** Rows that share a commit when they are marked as sent. */
  readonly group: number;
}

const CHUNK = 200;
const HEAD = Buffer.alloc(300, 1);

/** Milliseconds to insert all rows by the 200 and to mark them in groups, each commit on the disk. */
export async function rawCommit(options: Pick<RunOptions, "database">, rows: RawRows): Promise<number> {
  const url = await options.database();
  return url.startsWith("postgres") ? rawPostgres(url, rows) : rawSqlite(rows);
}

function rawSqlite({ rows, group }: RawRows): number {
  const folder = mkdtempSync(join(tmpdir(), "conclave-bench-"));
  const file = join(folder, "raw.db");
  const db = new DatabaseSync(file);
  db.exec("pragma journal_mode = wal; pragma synchronous = normal");
  db.exec("create table outbox (id integer primary key, state integer not null, head blob not null) strict");
  const log = openSync(`${file}-wal`, "r+");
  const insert = db.prepare("insert into outbox (state, head) values (0, ?)");
  const mark = db.prepare("update outbox set state = 1 where id = ?");
  const start = sharedClock();
  const commit = (first: number, last: number, work: (id: number) => void): void => {
    db.exec("begin immediate");
    for (let id = first; id <= last; id++) work(id);
    db.exec("commit");
    fdatasyncSync(log);
  };
  for (let id = 1; id <= rows; id += CHUNK)
    commit(id, Math.min(rows, id + CHUNK - 1), () => void insert.run(HEAD));
  for (let id = 1; id <= rows; id += group)
    commit(id, Math.min(rows, id + group - 1), (one) => void mark.run(one));
  const spent = sharedClock() - start;
  closeSync(log);
  db.close();
  rmSync(folder, { recursive: true });
  return spent;
}

async function rawPostgres(url: string, { rows, group }: RawRows): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("create table raw_outbox (id int primary key, state int not null, head bytea not null)");
  const start = sharedClock();
  for (let id = 1; id <= rows; id += CHUNK)
    await client.query("insert into raw_outbox select n, 0, $3 from generate_series($1::int, $2::int) n", [
      id,
      Math.min(rows, id + CHUNK - 1),
      HEAD,
    ]);
  for (let id = 1; id <= rows; id += group)
    await client.query("update raw_outbox set state = 1 where id between $1 and $2", [
      id,
      Math.min(rows, id + group - 1),
    ]);
  const spent = sharedClock() - start;
  await client.query("drop table raw_outbox");
  await client.end();
  return spent;
}
