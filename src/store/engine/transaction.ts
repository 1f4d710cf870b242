/** Runs work in transactions of Kysely and gives it objects that die with the transaction. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { Kysely, TransactionBuilder } from "kysely";
import type { Reader, Step, Transactor } from "./database.ts";
import { databaseError } from "./database-error.ts";
import type { DatabaseKind } from "../migrations/migration.ts";
import type { Schema } from "../schema/schema.ts";
import type { Vault } from "../at-rest/vault.ts";

interface Connections {
  readonly kind: DatabaseKind;
  readonly vault: Vault;
  readonly writer: Kysely<Schema>;
  readonly reader: Kysely<Schema>;
  readonly log: DurableLog;
}

export interface DurableLog {
  /** @throws AppError unavailable if what is committed may never be durable */
  assertSound(): void;
  /** Fulfilled when what the writer committed so far will outlive a power cut. */
  flushed(): Promise<void>;
}

/** A transaction as its work sees it; once over, every use throws. */
class Scope implements Transactor {
  readonly kind: DatabaseKind;
  readonly vault: Vault;
  readonly committed: (() => void)[] = [];
  readonly afterwards: Step[] = [];
  #query: Kysely<Schema> | null;

  constructor({ kind, vault }: Connections, query: Kysely<Schema>) {
    this.kind = kind;
    this.vault = vault;
    this.#query = query;
  }

  get query(): Kysely<Schema> {
    if (!this.#query) throw new Error("this transaction is over");
    return this.#query;
  }

  get alive(): boolean {
    return this.#query !== null;
  }

  onCommit(callback: () => void): void {
    if (!this.#query) throw new Error("this transaction is over");
    this.committed.push(callback);
  }

  inStepsAfterwards(step: Step): void {
    if (!this.#query) throw new Error("this transaction is over");
    this.afterwards.push(step);
  }

  end(): void {
    this.#query = null;
  }
}

export class Transactions {
  readonly #connections: Connections;
  readonly #reading = new AsyncLocalStorage<Scope>();
  readonly #writing = new AsyncLocalStorage<Scope>();
  #stepping: Promise<void> = Promise.resolve();

  constructor(connections: Connections) {
    this.#connections = connections;
  }

  get kind(): DatabaseKind {
    return this.#connections.kind;
  }

  async read<T>(work: (tx: Reader) => Promise<T>): Promise<T> {
    if (this.#reading.getStore()?.alive)
      throw new Error("read() inside read() would wait for itself for ever");
    const view = this.#connections.reader.transaction();
    const isolated =
      this.kind === "postgres" ? view.setIsolationLevel("repeatable read").setAccessMode("read only") : view;
    return this.#run(isolated, (scope) => this.#reading.run(scope, () => work(scope)));
  }

  async transact<T>(work: (tx: Transactor) => Promise<T>): Promise<T> {
    if (this.#writing.getStore()?.alive) {
      throw new Error("transact() inside transact() would wait for itself for ever");
    }
    const committed: (() => void)[] = [];
    const afterwards: Step[] = [];
    const result = await this.#run(this.#connections.writer.transaction(), async (scope) => {
      const value = await this.#writing.run(scope, () => work(scope));
      committed.push(...scope.committed);
      afterwards.push(...scope.afterwards);
      return value;
    });
    // The next transaction may run meanwhile: what it commits is behind this one in the log.
    await this.#connections.log.flushed();
    for (const callback of committed) callback();
    for (const step of afterwards) this.#stepping = this.#stepping.then(() => this.#stepThrough(step));
    return result;
  }

  /** Fulfilled when nothing is left of what runs after commits. */
  async settled(): Promise<void> {
    for (let seen: Promise<void> | null = null; seen !== this.#stepping;) {
      seen = this.#stepping;
      await seen;
    }
  }

  /** What fails is left to the upkeep. */
  async #stepThrough(step: Step): Promise<void> {
    try {
      while (await this.transact(step));
    } catch {
      // The database says so to everybody else too.
    }
  }

  async #run<T>(transaction: TransactionBuilder<Schema>, work: (scope: Scope) => Promise<T>): Promise<T> {
    try {
      return await transaction.execute(async (query) => {
        this.#connections.log.assertSound();
        const scope = new Scope(this.#connections, query);
        try {
          return await work(scope);
        } finally {
          scope.end();
        }
      });
    } catch (thrown) {
      throw databaseError(thrown);
    }
  }
}
