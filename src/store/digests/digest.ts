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
  /** When it went once more, to those whose key came late; null: it did not. */
  readonly againAt: Date | null;
  /** Number of the last post that is in it. */
  readonly last: number;
  /** The same of the digest before. */
  readonly earlier: number;
  /** A copy of it went to somebody: else its number is not used up. */
  readonly sent: boolean;
  /** It is going out. */
  readonly open: boolean;
}

export async function digestState(tx: Reader, listId: ListId): Promise<DigestState> {
  const row = await tx.query
    .selectFrom("digest")
    .selectAll()
    .where("list_id", "=", listId)
    .executeTakeFirst();
  if (row === undefined) return { listId, ...NONE };
  const { volume, issue, last, earlier } = row;
  const times = { begunAt: dateOf(row.begun_at), againAt: dateOf(row.again_at) };
  return { listId, volume, issue, last, earlier, ...times, open: row.open === 1, sent: row.sent === 1 };
}

const NONE = {
  volume: 1,
  issue: 0,
  begunAt: null,
  againAt: null,
  last: 0,
  earlier: 0,
  open: false,
  sent: false,
};

function dateOf(at: number | null): Date | null {
  return at === null ? null : new Date(at);
}

export interface NewDigest extends Pick<DigestState, "listId" | "volume" | "issue" | "last"> {
  readonly at: Date;
}

/** False: another one is going out, or one with these posts was. */
export async function beginDigest(
  tx: Transactor,
  { listId, at, volume, issue, last }: NewDigest,
): Promise<boolean> {
  const row = { volume, issue, last, begun_at: at.getTime(), again_at: null, open: 1, sent: 0 };
  const begun = await tx.query
    .insertInto("digest")
    .values({ list_id: listId, ...row })
    .onConflict((c) =>
      c
        .column("list_id")
        .doUpdateSet((b) => ({ ...row, earlier: b.ref("digest.last") }))
        .where("digest.open", "=", 0)
        .where(sql<boolean>`digest.last < excluded.last`),
    )
    .returning("list_id")
    .executeTakeFirst();
  return begun !== undefined;
}

/**
 * The last one goes once more, to those whose key came late. False: it is going out.
 * @param numbers of a new one, where nobody had the last; null: its own
 */
export async function beginDigestAgain(
  tx: Transactor,
  { listId, at }: Pick<NewDigest, "listId" | "at">,
  numbers: Pick<DigestState, "volume" | "issue"> | null,
): Promise<boolean> {
  const begun = await tx.query
    .updateTable("digest")
    .set({ open: 1, again_at: at.getTime() })
    .$if(numbers !== null, (q) => q.set({ ...numbers, begun_at: at.getTime(), sent: 0 }))
    .where("list_id", "=", listId)
    .where("open", "=", 0)
    .returning("list_id")
    .executeTakeFirst();
  return begun !== undefined;
}

/** In the transaction that queues copies of it. */
export async function noteDigestSent(
  tx: Transactor,
  { listId, last }: Pick<DigestState, "listId" | "last">,
): Promise<void> {
  await tx.query
    .updateTable("digest")
    .set({ sent: 1 })
    .where("list_id", "=", listId)
    .where("last", "=", last)
    .where("sent", "=", 0)
    .execute();
}

/**
 * All copies are in the outbox; the number of one that went to nobody is used again. False: another server ended it; the
 * next may be going out.
 */
export async function endDigest(
  tx: Transactor,
  { listId, last }: Pick<DigestState, "listId" | "last">,
): Promise<boolean> {
  const ended = await tx.query
    .updateTable("digest")
    .set({ open: 0, issue: sql`case when sent = 0 and issue > 0 then issue - 1 else issue end` })
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
