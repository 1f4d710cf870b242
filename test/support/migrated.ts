/**
 * Databases that have the schema and no row: copies of one to which the migrations were applied, which takes a
 * tenth of the time of applying them. The processes of one `npm test` share that one and the PostgreSQL cluster;
 * a file that runs alone makes its own.
 */
import { chmodSync, copyFileSync, existsSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client } from "pg";
import { silentLogger, systemClock } from "#base";
import { migrate } from "../../src/store/engine/migrate.ts";
import { openPostgres } from "../../src/store/engine/postgres-connection.ts";
import { openSqlite } from "../../src/store/engine/sqlite-connection.ts";
import { addressIn, asAdministrator, startPostgres } from "./programs/postgres.ts";

const FOLDER = process.env["CONCLAVE_TEST_FOLDER"];
const CLUSTER = process.env["CONCLAVE_TEST_POSTGRES"];
const TEMPLATE = "migrated";
const UNFINISHED = "migrating";
/** Any number: one process makes the template. */
const TEMPLATE_LOCK = 1;

let ownCluster: Promise<string> | undefined;
let sqliteTemplate: Promise<string> | undefined;
let databases = 0;
const prepared = new Map<string, Promise<void>>();

export interface PostgresOptions {
  /** In a cluster that no other process uses. */
  readonly own?: boolean;
  /** Commits reach the disk; such a cluster is an own one. Asked of the first database of a process, for all. */
  readonly durable?: boolean;
}

/** The address of a new database. */
export async function newPostgresDatabase({ own, durable = false }: PostgresOptions = {}): Promise<string> {
  const shared = CLUSTER !== undefined && !own && !durable;
  const folder = shared ? CLUSTER : await (ownCluster ??= startPostgres(durable));
  if (!prepared.has(folder)) prepared.set(folder, makeTemplate(folder));
  await prepared.get(folder);
  databases += 1;
  const name = `test_${process.pid}_${databases}`;
  await asAdministrator(folder, (client) => client.query(`create database ${name} template ${TEMPLATE}`));
  return addressIn(folder, name);
}

/** Nobody may be connected to it. */
export async function dropPostgresDatabase(url: string): Promise<void> {
  const { pathname, searchParams } = new URL(url.replace("@/", "@localhost/"));
  const folder = searchParams.get("host") ?? "";
  await asAdministrator(folder, (client) => client.query(`drop database ${pathname.slice(1)} with (force)`));
}

async function makeTemplate(folder: string): Promise<void> {
  await asAdministrator(folder, async (client: Client) => {
    await client.query("select pg_advisory_lock($1)", [TEMPLATE_LOCK]);
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [TEMPLATE]);
    if (rowCount === 1) return;
    await client.query(`drop database if exists ${UNFINISHED}`);
    await client.query(`create database ${UNFINISHED}`);
    const db = openPostgres(addressIn(folder, UNFINISHED), silentLogger);
    await migrate({ db, kind: "postgres", now: systemClock.now(), logger: silentLogger });
    await db.destroy();
    await client.query(`alter database ${UNFINISHED} rename to ${TEMPLATE}`);
  });
}

/** Makes a database file, readable by nobody else. */
export async function newSqliteFile(path: string): Promise<void> {
  copyFileSync(await (sqliteTemplate ??= makeSqliteTemplate()), path);
  chmodSync(path, 0o600);
}

async function makeSqliteTemplate(): Promise<string> {
  const folder = FOLDER ?? mkdtempSync(join(tmpdir(), "conclave-test-"));
  if (FOLDER === undefined) process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, `${TEMPLATE}.db`);
  if (existsSync(path)) return path;
  const unfinished = join(folder, `${UNFINISHED}-${process.pid}.db`);
  const { writer, reader, log, checkpoint } = openSqlite(unfinished);
  await migrate({ db: writer, kind: "sqlite", now: systemClock.now(), logger: silentLogger });
  await reader.destroy();
  await checkpoint?.close();
  await writer.destroy();
  log.close();
  renameSync(unfinished, path);
  return path;
}
