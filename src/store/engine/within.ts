/** A database whose transactions are steps of one that runs already: all of them are committed with it, or none. */
import { sql } from "kysely";
import type { Database, Transactor } from "./database.ts";

/** What a step throws takes back that step alone. Steps come one after the other, or one in another. */
export function within(tx: Transactor, db: Database): Database {
  return {
    kind: db.kind,
    broken: db.broken,
    read: (work) => work(tx),
    transact: (work) => step(tx, work),
    backupTo: (path) => db.backupTo(path),
    emptyLog: () => db.emptyLog(),
    close: () => db.close(),
  };
}

/** The newest savepoint of a name is the one that counts. */
async function step<T>(tx: Transactor, work: (tx: Transactor) => Promise<T>): Promise<T> {
  await sql`savepoint step`.execute(tx.query);
  try {
    const value = await work(tx);
    await sql`release savepoint step`.execute(tx.query);
    return value;
  } catch (thrown) {
    await sql`rollback to savepoint step`.execute(tx.query);
    await sql`release savepoint step`.execute(tx.query);
    throw thrown;
  }
}
