/** How far each list is with its digests: which one was the last, and whether it is still going out. */
import { sql } from "kysely";
import type { ListId } from "#base";
import type { Reader, Transactor } from "../engine/database.ts";

export interface DigestState {
  readonly listId: ListId;
  /** Of the last one, or of one that is to come. */
  readonly volume: number;
  /** 0: none of this volume yet. */
  readonly issue: number;
  /** null: there was none. */
  readonly begunAt: Date | null;
  /** Number of the last post that is in it. */
  readonly last: number;
  /** It is going out. */
  readonly open: boolean;
}

export async function digestState(tx: Reader, listId: ListId): Promise<DigestState> {
  const row = await tx.query
    .selectFrom("digest")
    .selectAll()
    .where("list_id", "=", listId)
    .executeTakeFirst();
  if (row === undefined) return { listId, volume: 1, issue: 0, begunAt: null, last: 0, open: false };
  const { volume, issue, last, open, begun_at: at } = row;
  return { listId, volume, issue, last, begunAt: at === null ? null : new Date(at), open: open === 1 };
}

export interface NewDigest extends Pick<DigestState, "listId" | "volume" | "issue" | "last"> {
  readonly at: Date;
}

/** False: another one is going out, or one with these posts was. */
export async function beginDigest(
  tx: Transactor,
  { listId, at, volume, issue, last }: NewDigest,
): Promise<boolean> {
  const row = { volume, issue, last, begun_at: at.getTime(), open: 1 };
  const begun = await tx.query
    .insertInto("digest")
    .values({ list_id: listId, ...row })
    .onConflict((c) =>
      c
        .column("list_id")
        .doUpdateSet(row)
        .where("digest.open", "=", 0)
        .where(sql<boolean>`digest.last < excluded.last`),
    )
    .returning("list_id")
    .executeTakeFirst();
  return begun !== undefined;
}

/** All copies are in the outbox. False: another server ended it; the next may be going out. */
export async function endDigest(
  tx: Transactor,
  { listId, last }: Pick<DigestState, "listId" | "last">,
): Promise<boolean> {
  const ended = await tx.query
    .updateTable("digest")
    .set({ open: 0 })
    .where("list_id", "=", listId)
    .where("open", "=", 1)
    .where("last", "=", last)
    .returning("list_id")
    .executeTakeFirst();
  return ended !== undefined;
}

/** The next one is the first of another volume. */
export async function beginVolume(tx: Transactor, listId: ListId): Promise<void> {
  const { volume } = await digestState(tx, listId);
  const row = { volume: volume + 1, issue: 0 };
  await tx.query
    .insertInto("digest")
    .values({ list_id: listId, ...row, begun_at: null, last: 0, open: 0 })
    .onConflict((c) => c.column("list_id").doUpdateSet(row))
    .execute();
}

/** Lists with one that is going out. */
export async function openDigests(tx: Reader): Promise<readonly ListId[]> {
  const rows = await tx.query
    .selectFrom("digest")
    .select("list_id")
    .where("open", "=", 1)
    .orderBy("list_id")
    .execute();
  return rows.map((row) => row.list_id);
}
