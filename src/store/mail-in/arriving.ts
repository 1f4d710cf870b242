/**
 * A large message is stored before its inbox row, in steps; the row takes it over when all of it is there, and only
 * then the client is told 250. What a crash leaves belongs to no row and is erased after a day.
 */
import { type BlobId, type Bytes, DAY_MS, type ListId } from "#base";
import type { Place } from "../at-rest/at-rest.ts";
import { beginBlob, eraseBlob, moveBlob, writeChunk } from "../at-rest/blob.ts";
import type { Database, Transactor } from "../engine/database.ts";
import { writeInSteps } from "../engine/in-steps.ts";

const LEFT_MS = DAY_MS;
/** Its chunks are bound to their blob; there is no row yet that it could be bound to. */
const PLACE: Place = { table: "blob", column: "wrapped_key", row: "arriving", purpose: "arriving" };

export interface NewArriving {
  readonly listId: ListId | null;
  readonly bytes: Bytes;
  readonly at: Date;
}

/** All of a message's octets are stored, for a row that is still to be made. */
export interface Arrived {
  readonly blobId: BlobId;
  /** Octets. */
  readonly length: number;
}

export async function storeArriving(db: Database, { listId, bytes, at }: NewArriving): Promise<Arrived> {
  const blob = await db.transact(async (tx) => {
    const begun = await beginBlob(tx, { ...PLACE, listId, bytes });
    await setArriving(tx, begun.id, at.getTime());
    return begun;
  });
  await writeInSteps(db, { ...blob, write: (tx, seq) => writeChunk(tx, blob, seq, bytes) });
  return { blobId: blob.id, length: bytes.length };
}

/** Gives it to a row, in the transaction that makes the row. */
export async function takeArrived(tx: Transactor, { blobId }: Arrived, to: Place): Promise<BlobId> {
  await moveBlob(tx, blobId, PLACE, to);
  await setArriving(tx, blobId, null);
  return blobId;
}

/** Erases some of what no row took over; how many there were. */
export async function eraseLeftArriving(tx: Transactor, now: Date, limit: number): Promise<number> {
  const left = await tx.query
    .selectFrom("blob")
    .select("id")
    .where("arriving_since", "<", now.getTime() - LEFT_MS)
    .limit(limit)
    .execute();
  for (const { id } of left) await eraseBlob(tx, id);
  return left.length;
}

async function setArriving(tx: Transactor, id: BlobId, since: number | null): Promise<void> {
  await tx.query.updateTable("blob").set({ arriving_since: since }).where("id", "=", id).execute();
}
