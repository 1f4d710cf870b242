/** Opens a database by its address, brings its schema up to date and proves the master key. */
import { sql } from "kysely";
import { AppError, type Clock, type Logger, type Random } from "#base";
import { backupSqlite } from "./backup.ts";
import type { Database } from "./database.ts";
import { databaseError } from "./database-error.ts";
import type { MasterKey } from "../at-rest/master-key.ts";
import { migrate } from "./migrate.ts";
import { openSqlite } from "./sqlite-connection.ts";
import { prepareSiteKey } from "../at-rest/storage-key.ts";
import { Transactions } from "./transaction.ts";
import { Vault } from "../at-rest/vault.ts";

export interface OpenDatabaseOptions {
  /** `sqlite:/path/to/file` or `postgres://user@host/name`. */
  readonly url: string;
  readonly masterKey: MasterKey;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

/** @throws AppError newer-schema, bad-config (address, wrong master key), unavailable, busy */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  const vault = new Vault(options.masterKey, options.random);
  if (options.url.startsWith("sqlite:")) return openSqliteDatabase(options, vault);
  if (/^postgres(?:ql)?:/.test(options.url)) return openPostgresDatabase(options, vault);
  const publicText = "The database address must begin with sqlite: or postgres:";
  throw new AppError({ code: "bad-config", publicText });
}

async function openSqliteDatabase(options: OpenDatabaseOptions, vault: Vault): Promise<Database> {
  const path = options.url.slice("sqlite:".length);
  const { writer, reader, log, checkpoint } = openSqlite(path);
  const close = async () => {
    await reader.destroy();
    await checkpoint?.close();
    await writer.destroy();
    log.close();
  };
  const prepare = () => migrate({ ...migration(options), db: writer, kind: "sqlite" });
  const transactions = new Transactions({
    kind: "sqlite",
    vault,
    writer,
    reader,
    log,
  });
  const backupTo = (target: string) => backupSqlite(path, target);
  const emptyLog = async () => {
    await checkpoint?.settled();
    await sql`pragma wal_checkpoint(truncate)`.execute(writer);
  };
  return ready({ transactions, close, prepare, backupTo, emptyLog, broken: log.broken }, options);
}

async function openPostgresDatabase(options: OpenDatabaseOptions, vault: Vault): Promise<Database> {
  // With its driver, which a server on SQLite does without.
  const { assertDurable, openPostgres } = await import("./postgres-connection.ts");
  const pool = openPostgres(options.url, options.logger);
  const prepare = async () => {
    await assertDurable(pool);
    await migrate({ ...migration(options), db: pool, kind: "postgres" });
  };
  const transactions = new Transactions({
    kind: "postgres",
    vault,
    writer: pool,
    reader: pool,
    // A commit of PostgreSQL is durable.
    log: { assertSound: () => {}, flushed: async () => {} },
  });
  const close = () => pool.destroy();
  const broken = new Promise<never>(() => {});
  const engine = { transactions, close, prepare, broken, backupTo: refuseBackup, emptyLog: async () => {} };
  return ready(engine, options);
}

interface Engine {
  readonly transactions: Transactions;
  readonly prepare: () => Promise<void>;
  readonly close: () => Promise<void>;
  readonly backupTo: (path: string) => Promise<void>;
  readonly emptyLog: () => Promise<void>;
  readonly broken: Promise<AppError>;
}

/** The opened database; if it cannot be used it is closed again. */
async function ready(engine: Engine, { clock }: OpenDatabaseOptions): Promise<Database> {
  const { transactions, prepare, ...rest } = engine;
  try {
    await prepare();
    await transactions.transact((tx) => prepareSiteKey(tx, clock.now()));
  } catch (thrown) {
    await engine.close();
    throw databaseError(thrown);
  }
  return {
    ...rest,
    kind: transactions.kind,
    read: (work) => transactions.read(work),
    transact: (work) => transactions.transact(work),
    async emptyLog() {
      await transactions.settled();
      await rest.emptyLog();
    },
    async close() {
      await transactions.settled();
      await rest.close();
    },
  };
}

function migration({ clock, logger }: OpenDatabaseOptions) {
  return { now: clock.now(), logger };
}

async function refuseBackup(): Promise<void> {
  const publicText = "This database is in PostgreSQL. Back it up with pg_dump.";
  throw new AppError({ code: "not-allowed", publicText });
}
