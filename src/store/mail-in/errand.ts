/** Mail that a person ordered: written down with what they did, sealed at rest, and composed by the server. */
import { type Bytes, type ErrandId, type ListId } from "#base";
import type { Place } from "../at-rest/at-rest.ts";
import { eraseBlob, loadBlob, storeBlob } from "../at-rest/blob.ts";
import type { Reader, Transactor } from "../engine/database.ts";

export interface NewErrand {
  readonly listId: ListId;
  /** What is to be written to whom. */
  readonly order: Bytes;
  readonly at: Date;
}

export interface ErrandRow {
  readonly id: ErrandId;
  readonly listId: ListId;
}

export async function insertErrand(tx: Transactor, { listId, order, at }: NewErrand): Promise<ErrandId> {
  const { id } = await tx.query
    .insertInto("errand")
    .values({ list_id: listId, created_at: at.getTime() })
    .returning("id")
    .executeTakeFirstOrThrow();
  const blobId = await storeBlob(tx, { ...errandPlace(id), listId, bytes: order });
  await tx.query.updateTable("errand").set({ blob_id: blobId }).where("id", "=", id).execute();
  return id;
}

/** The oldest behind `after`; null: none is left. */
export async function nextErrand(tx: Reader, after: ErrandId | null): Promise<ErrandRow | null> {
  const row = await tx.query
    .selectFrom("errand")
    .select(["id", "list_id"])
    .$if(after !== null, (q) => q.where("id", ">", after as ErrandId))
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { id: row.id, listId: row.list_id };
}

/**
 * What is to be written; null: another was quicker.
 *
 * @throws if what is stored cannot be read any more
 */
export async function errandOrder(tx: Reader, id: ErrandId): Promise<Bytes | null> {
  const row = await tx.query.selectFrom("errand").select("blob_id").where("id", "=", id).executeTakeFirst();
  return row?.blob_id ? loadBlob(tx, row.blob_id, errandPlace(id)) : null;
}

/** False if another was quicker. */
export async function finishErrand(tx: Transactor, id: ErrandId): Promise<boolean> {
  const row = await tx.query
    .deleteFrom("errand")
    .where("id", "=", id)
    .returning("blob_id")
    .executeTakeFirst();
  if (row?.blob_id) await eraseBlob(tx, row.blob_id);
  return row !== undefined;
}

function errandPlace(id: ErrandId): Place {
  return { table: "errand", column: "blob_id", row: id, purpose: "errand" };
}
