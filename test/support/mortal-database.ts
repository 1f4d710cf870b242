/**
 * A database that its process loses, as by kill -9: what was committed stands, and nothing more is read or written. Whose
 * transactions count is seen by the files that stand in their stack.
 */
import type { Database } from "#store";

const DEPTH = 50;

export interface Mortal {
  readonly db: Database;
  /** Resolves when it dies: before the nth transaction from now on. */
  readonly dieAt: (nth: number) => Promise<void>;
}

/** @param within part of the path of the file whose transactions count */
export function mortal(real: Database, within: string): Mortal {
  let left = Infinity;
  const { promise, resolve } = Promise.withResolvers<void>();
  const live = (): void => {
    if (left <= 0) throw new Error("dead");
  };
  const db: Database = {
    kind: real.kind,
    broken: real.broken,
    backupTo: (path) => real.backupTo(path),
    emptyLog: () => real.emptyLog(),
    close: () => real.close(),
    async read(work) {
      live();
      return real.read(work);
    },
    async transact(work) {
      live();
      if (isWithin(within) && (left -= 1) === 0) resolve();
      live();
      return real.transact(work);
    },
  };
  return { db, dieAt: (nth) => ((left = nth), promise) };
}

function isWithin(path: string): boolean {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = DEPTH;
  const { stack = "" } = new Error("where");
  Error.stackTraceLimit = before;
  return stack.includes(path);
}
