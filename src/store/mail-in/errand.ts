/**
 * Mail that a person ordered: written down with what they did, sealed at rest, and composed by the server. What could
 * not be written a few times is set aside until an operator has it tried again, or its week is over.
 */
import { sql } from "kysely";
import type { Bytes, ErrandId, ErrorCode, ListId } from "#base";
import type { Place } from "../at-rest/at-rest.ts";
import { eraseBlob, loadBlob, storeBlob } from "../at-rest/blob.ts";
import type { Reader, Transactor } from "../engine/database.ts";
import { type AsideCode, ASIDE_CODES, readOneOf } from "../schema/row-code.ts";

const MOST_TRIES = 5;

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

/** The oldest behind `after` that is not set aside; null: none is left. */
export async function nextErrand(tx: Reader, after: ErrandId | null): Promise<ErrandRow | null> {
  const row = await tx.query
    .selectFrom("errand")
    .select(["id", "list_id"])
    .where("tries", "<", MOST_TRIES)
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

export interface ErrandTrouble {
  readonly tries: number;
  readonly isAside: boolean;
}

/** It could not be written. null: another was quicker. */
export async function noteErrandTrouble(
  tx: Transactor,
  id: ErrandId,
  code: ErrorCode,
): Promise<ErrandTrouble | null> {
  const row = await tx.query
    .updateTable("errand")
    .set({ tries: sql<number>`tries + 1`, code })
    .where("id", "=", id)
    .returning("tries")
    .executeTakeFirst();
  return row === undefined ? null : { tries: row.tries, isAside: row.tries >= MOST_TRIES };
}

export interface AsideErrand extends ErrandRow {
  /** What broke it last. */
  readonly code: AsideCode;
  readonly orderedAt: Date;
}

/** The oldest that were set aside, of one list or of all. */
export async function asideErrands(
  tx: Reader,
  { listId, limit }: { readonly listId: ListId | null; readonly limit: number },
): Promise<readonly AsideErrand[]> {
  const rows = await tx.query
    .selectFrom("errand")
    .select(["id", "list_id", "code", "created_at"])
    .where("tries", ">=", MOST_TRIES)
    .$if(listId !== null, (q) => q.where("list_id", "=", listId as ListId))
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    listId: row.list_id,
    code: readOneOf(ASIDE_CODES, row.code, "errand.code"),
    orderedAt: new Date(row.created_at),
  }));
}

/** Has everything that was set aside tried again, of one list or of all. How many there were. */
export async function retryErrands(tx: Transactor, listId: ListId | null): Promise<number> {
  const result = await tx.query
    .updateTable("errand")
    .set({ tries: 0, code: "" })
    .where("tries", ">=", MOST_TRIES)
    .$if(listId !== null, (q) => q.where("list_id", "=", listId as ListId))
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

function errandPlace(id: ErrandId): Place {
  return { table: "errand", column: "blob_id", row: id, purpose: "errand" };
}
