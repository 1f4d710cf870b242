/** What other rooms see of the database: reading, writing in transactions, nothing in between. */
import type { Kysely } from "kysely";
import type { AppError } from "#base";
import type { DatabaseKind } from "../migrations/migration.ts";
import type { Schema } from "../schema/schema.ts";
import type { Vault } from "../at-rest/vault.ts";

/** A consistent view without write methods. It is over when the function it was given to has ended. */
export interface Reader {
  readonly kind: DatabaseKind;
  readonly query: Pick<Kysely<Schema>, "selectFrom" | "with" | "withRecursive">;
  readonly vault: Vault;
}

/** One transaction. Everything in it is committed together or not at all. */
export interface Transactor extends Reader {
  readonly query: Kysely<Schema>;
  /** Runs after the commit; never if the transaction is rolled back. For wake-ups, not for work. */
  onCommit(callback: () => void): void;
  /**
   * Runs after the commit, beside other work, in a transaction of its own each time until it answers false. What a crash
   * leaves of it is for the upkeep to find. It looks for itself whether what it was asked for was committed.
   */
  inStepsAfterwards(step: Step): void;
}

/** Whether there is more to do. */
export type Step = (tx: Transactor) => Promise<boolean>;

export interface Database {
  readonly kind: DatabaseKind;
  /** @throws AppError unavailable */
  read<T>(work: (tx: Reader) => Promise<T>): Promise<T>;
  /**
   * On SQLite one after another, in order of asking. What `work` throws rolls everything back.
   *
   * @throws AppError storage-full, busy, unavailable
   */
  transact<T>(work: (tx: Transactor) => Promise<T>): Promise<T>;
  /** A consistent copy in a new file, without the master key. SQLite only: PostgreSQL has pg_dump. */
  backupTo(path: string): Promise<void>;
  /**
   * Waits for what is done in steps after a commit. Then empties SQLite's write-ahead log, where pages of erased rows
   * stand until they are overwritten; PostgreSQL recycles its log by itself.
   */
  emptyLog(): Promise<void>;
  /**
   * Fulfilled, with what went wrong, when a commit could not be made durable: from then on every transaction
   * fails, and the process is to end. Never fulfilled on PostgreSQL, whose commits are durable.
   */
  readonly broken: Promise<AppError>;
  /** Waits for open transactions. */
  close(): Promise<void>;
}
