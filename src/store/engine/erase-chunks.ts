/**
 * Erasing means writing zeros over all of it, so what is large goes in steps: its beginning with the row that owned it,
 * the others after the commit, so that the one writing connection is free in between.
 */
import { type RawBuilder, sql } from "kysely";
import type { Transactor } from "./database.ts";

/** Of at most 256 kB each. */
const CHUNKS_A_STEP = 8;
const TABLES = {
  blob_chunk: { owner: sql.ref("blob_id"), isErased: isErasedBlob },
  body_chunk: { owner: sql.ref("body_id"), isErased: isErasedBody },
};
/** A time before all others: a blob that no row will take over. */
export const ERASED_BLOB = 0;

export interface Chunks {
  readonly table: keyof typeof TABLES;
  readonly of: number;
}

/** Erases the first of them; whether there may be more. */
export async function eraseChunks(tx: Transactor, chunks: Chunks): Promise<boolean> {
  return eraseSome(tx, chunks, sql`true`);
}

/** The same for what was erased by a transaction that is over, if it was committed. */
export async function eraseMoreChunks(tx: Transactor, chunks: Chunks): Promise<boolean> {
  return eraseSome(tx, chunks, TABLES[chunks.table].isErased(chunks.of));
}

async function eraseSome(tx: Transactor, { table, of }: Chunks, and: RawBuilder<unknown>): Promise<boolean> {
  const isTheirs = sql`${TABLES[table].owner} = ${of}`;
  const first = sql`select seq from ${sql.table(table)} where ${isTheirs} order by seq limit ${CHUNKS_A_STEP}`;
  const { numAffectedRows } =
    await sql`delete from ${sql.table(table)} where ${isTheirs} and seq in (${first}) and ${and}`.execute(
      tx.query,
    );
  return Number(numAffectedRows ?? 0n) === CHUNKS_A_STEP;
}

function isErasedBlob(id: number): RawBuilder<unknown> {
  return sql`exists (select 1 from blob where id = ${id} and arriving_since = ${ERASED_BLOB})`;
}

function isErasedBody(id: number): RawBuilder<unknown> {
  return sql`exists (select 1 from body where id = ${id} and erased_at is not null)`;
}
