/**
 * Kysely over `node:sqlite`. Integers are bound as BigInt (a JS number would become REAL), rows are plain
 * objects, blobs Buffers, a transaction of the writer begins `immediate`. One connection is handed out at
 * a time, in order of asking; a connection that was given back is dead.
 */
import type { DatabaseSync, SQLOutputValue, StatementSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult } from "kysely";
import { isBusy } from "./database-error.ts";
import { rowReader, toSqlite } from "./sqlite-values.ts";

const MAX_STATEMENTS = 500;
const BUSY_TRIES = 100;
const BUSY_PAUSE_MS = 50;

interface Prepared {
  readonly statement: StatementSync;
  /** null: it gives no rows. */
  readonly toRow: ReturnType<typeof rowReader> | null;
}

export class NodeSqliteDriver implements Driver {
  readonly #database: DatabaseSync;
  readonly #begin: string;
  readonly #committed: () => void;
  readonly #statements = new Map<string, Prepared>();
  #free: Promise<void> = Promise.resolve();

  /** @param committed runs right after each commit */
  constructor(database: DatabaseSync, role: "writer" | "reader", committed: () => void = () => {}) {
    this.#database = database;
    this.#committed = committed;
    this.#begin = role === "writer" ? "begin immediate" : "begin";
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<SqliteConnection> {
    const before = this.#free;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#free = promise;
    await before;
    return new SqliteConnection((sql) => this.#prepare(sql), resolve);
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await connection.executeQuery(CompiledQuery.raw(this.#begin));
        return;
      } catch (error) {
        if (!isBusy(error) || tries === BUSY_TRIES) throw error;
        await sleep(BUSY_PAUSE_MS);
      }
    }
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("commit"));
    this.#committed();
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.isTransaction) await connection.executeQuery(CompiledQuery.raw("rollback"));
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    (connection as SqliteConnection).release();
  }

  async destroy(): Promise<void> {
    const connection = await this.acquireConnection();
    this.#statements.clear();
    if (this.#database.isOpen) this.#database.close();
    connection.release();
  }

  #prepare(sql: string): Prepared {
    const known = this.#statements.get(sql);
    if (known) return known;
    if (this.#statements.size >= MAX_STATEMENTS) this.#statements.clear();
    const statement = this.#database.prepare(sql);
    statement.setReturnArrays(true);
    const names = statement.columns().map(({ name }) => name);
    const prepared = { statement, toRow: names.length > 0 ? rowReader(names) : null };
    this.#statements.set(sql, prepared);
    return prepared;
  }
}

class SqliteConnection implements DatabaseConnection {
  readonly #prepare: (sql: string) => Prepared;
  #release: (() => void) | null;

  constructor(prepare: (sql: string) => Prepared, release: () => void) {
    this.#prepare = prepare;
    this.#release = release;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    if (!this.#release) throw new Error("this transaction is over");
    const { statement, toRow } = this.#prepare(sql);
    const values = parameters.map(toSqlite);
    if (toRow) return { rows: (statement.all(...values) as unknown as SQLOutputValue[][]).map(toRow) as R[] };
    const { changes, lastInsertRowid } = statement.run(...values);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  }

  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    await Promise.reject(new Error("an open stream blocks every write: read page by page"));
    yield { rows: [] };
  }

  release(): void {
    this.#release?.();
    this.#release = null;
  }
}
