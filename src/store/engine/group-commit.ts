/**
 * Many small writes, one commit: whoever waits while a transaction runs shares the next one. A delivery
 * result is durable when its promise is fulfilled, at 10,000 a second instead of one per disk flush.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Database, Transactor } from "./database.ts";

export interface GroupCommit {
  /**
   * Runs `work` in a shared transaction and resolves once that is committed. If any work of a group
   * throws, each is run again in a transaction of its own, so work must be repeatable.
   */
  enqueue(work: Work): Promise<void>;
}

type Work = (tx: Transactor) => Promise<void>;

interface Waiting {
  readonly work: Work;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** So many at most share a commit: the transaction stays short. */
const MAX_GROUP = 500;

/** Of a group that fails each write is run once more, alone, and only those that fail again are rejected. */
export function groupCommit(db: Pick<Database, "transact">): GroupCommit {
  const waiting: Waiting[] = [];
  let running = false;

  async function run(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      // What lies ready in other sockets is read first and shares the commit.
      await nextTurn();
      await commitGroup(db, waiting.splice(0, MAX_GROUP));
    }
    running = false;
  }

  return {
    enqueue(work) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      waiting.push({ work, resolve, reject });
      if (!running) void run();
      return promise;
    },
  };
}

async function commitGroup(db: Pick<Database, "transact">, group: readonly Waiting[]): Promise<void> {
  try {
    await db.transact(async (tx) => {
      for (const { work } of group) await work(tx);
    });
    for (const { resolve } of group) resolve();
  } catch (thrown) {
    const [only] = group;
    if (group.length === 1 && only) only.reject(thrown);
    else for (const one of group) await commitGroup(db, [one]);
  }
}
