/** Writing what is large: a megabyte per transaction, so that the one writing connection is free in between. */
import type { Database, Transactor } from "./database.ts";

const CHUNKS_A_TRANSACTION = 4;

/** Something that consists of numbered chunks of at most 256 kB. */
export interface InChunks {
  readonly chunks: number;
  readonly write: (tx: Transactor, seq: number) => Promise<void>;
}

/** @throws AppError of the step that failed; what was written before it stays and is the caller's to erase */
export async function writeInSteps(db: Database, { chunks, write }: InChunks): Promise<void> {
  for (let from = 0; from < chunks; from += CHUNKS_A_TRANSACTION) {
    const end = Math.min(chunks, from + CHUNKS_A_TRANSACTION);
    await db.transact(async (tx) => {
      for (let seq = from; seq < end; seq++) await write(tx, seq);
    });
  }
}
