/**
 * A large body is stored before anything refers to it, a megabyte per transaction, so that the one writing
 * connection is free in between. It counts with the first outbox row that names it, and that is inserted when all
 * of it is there. What a crash leaves has no such row: it goes when its post is finished.
 */
import type { BodyId } from "#base";
import { beginBody, type NewBody } from "./body.ts";
import type { Database } from "./database.ts";

const CHUNKS_A_TRANSACTION = 4;

export async function storeBodyAhead(db: Database, body: NewBody): Promise<BodyId> {
  const begun = await db.transact((tx) => beginBody(tx, body));
  for (let from = 0; from < begun.chunks; from += CHUNKS_A_TRANSACTION) {
    const end = Math.min(begun.chunks, from + CHUNKS_A_TRANSACTION);
    await db.transact(async (tx) => {
      for (let seq = from; seq < end; seq++) await begun.write(tx, seq);
    });
  }
  return begun.id;
}
