/** The two SQLite connections of a server: one writes, one only reads. */
import { closeSync, openSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from "kysely";
import { AppError } from "#base";
import type { Schema } from "../schema/schema.ts";
import { LogCheckpoint, mayCheckpointBeside } from "./log-checkpoint.ts";
import { LogFlush } from "./log-flush.ts";
import { NodeSqliteDriver } from "./sqlite-driver.ts";

const BUSY_MS = 100;
/** `normal` orders what is written and keeps the file whole; that commits are durable is up to LogFlush. */
const SETTINGS = `
  pragma journal_mode = wal;
  pragma synchronous = normal;
  pragma secure_delete = on;
  pragma temp_store = memory;
  pragma foreign_keys = on;`;
/** What must hold afterwards: a setting that the build does not know is silently ignored by SQLite. */
const MUST_BE = { journal_mode: "wal", synchronous: 1, secure_delete: 1, temp_store: 2, foreign_keys: 1 };

export interface SqliteConnections {
  readonly writer: Kysely<Schema>;
  readonly reader: Kysely<Schema>;
  /** A commit of the writer counts once it is flushed. */
  readonly log: LogFlush;
  /** null: the writer makes its checkpoints itself. */
  readonly checkpoint: LogCheckpoint | null;
}

/** Opens or makes the file, readable by nobody else. */
export function openSqlite(path: string): SqliteConnections {
  makePrivate(path);
  const raw = new DatabaseSync(path, { timeout: BUSY_MS });
  raw.exec(SETTINGS);
  assertSettings(raw);
  emptyLeftLog(raw);
  const reading = new DatabaseSync(path, { readOnly: true, timeout: BUSY_MS });
  reading.exec("pragma temp_store = memory");
  const log = new LogFlush(path);
  const checkpoint = mayCheckpointBeside() ? new LogCheckpoint({ path, writer: raw }) : null;
  const writer = kyselyOver(() => new NodeSqliteDriver(raw, "writer", () => checkpoint?.committed()));
  const reader = kyselyOver(() => new NodeSqliteDriver(reading, "reader"));
  return { log, checkpoint, writer, reader };
}

function kyselyOver(createDriver: () => NodeSqliteDriver): Kysely<Schema> {
  return new Kysely<Schema>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver,
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
}

function makePrivate(path: string): void {
  try {
    closeSync(openSync(path, "a", 0o600));
  } catch (cause) {
    const publicText = `The database file ${path} cannot be opened for writing.`;
    throw new AppError({ code: "unavailable", publicText, cause });
  }
}

/**
 * What a process left in the log may be in the system's memory only, if its flush failed: it goes to the database
 * file, which is flushed, before a commit is added behind it.
 */
function emptyLeftLog(database: DatabaseSync): void {
  const { busy } = database.prepare("pragma wal_checkpoint(truncate)").get() ?? {};
  if (busy === 0) return;
  const publicText = "Another program is using the database. Try again in a moment.";
  throw new AppError({ code: "busy", publicText });
}

function assertSettings(database: DatabaseSync): void {
  for (const [name, expected] of Object.entries(MUST_BE)) {
    const row = database.prepare(`pragma ${name}`).get() ?? {};
    const found = Object.values(row)[0];
    if (found !== expected) throw new Error(`SQLite keeps ${name} = ${String(found)}, not ${expected}`);
  }
}
