/** What came in and is not decided yet, as operators see it. */
import { sql } from "kysely";
import type { InboxId, ListId } from "#base";
import type { Reader, Transactor } from "../engine/database.ts";
import { ASIDE_CODES, type AsideCode, INBOX_CODES, type InboxCode, readOneOf } from "../schema/row-code.ts";

export interface InboxCount {
  /** null: mail of no list. */
  readonly listId: ListId | null;
  readonly state: "new" | "claimed" | "sealing" | "aside";
  readonly count: number;
  /** When the oldest of them arrived. */
  readonly oldest: Date;
}

export async function inboxCounts(tx: Reader): Promise<readonly InboxCount[]> {
  const rows = await tx.query
    .selectFrom("inbox")
    .select((b) => [
      "list_id",
      "state",
      b.fn.countAll<number>().as("count"),
      b.fn.min("received_at").as("oldest"),
    ])
    .where("state", "!=", "done")
    .groupBy(["list_id", "state"])
    .execute();
  return rows.map(({ list_id, state, count, oldest }) => ({
    listId: list_id,
    state: state as InboxCount["state"],
    count,
    oldest: new Date(oldest),
  }));
}

export interface DroppedCount {
  readonly code: InboxCode;
  readonly count: number;
}

/** Mail to the site's own address that was answered by nothing, for what it was or who sent it. */
export async function droppedAtSite(tx: Reader, since: Date): Promise<readonly DroppedCount[]> {
  const rows = await tx.query
    .selectFrom("inbox")
    .select((b) => ["code", b.fn.countAll<number | string | bigint>().as("count")])
    .where("door", "=", "site")
    .where("decision", "=", "discard")
    .where("done_at", ">=", since.getTime())
    .groupBy("code")
    .orderBy("code")
    .execute();
  return rows.map(({ code, count }) => ({
    code: readOneOf(INBOX_CODES, code, "inbox.code"),
    count: Number(count),
  }));
}

/** Gives everything that was set aside another try, of one list or of all. How many there were. */
export async function retryAside(tx: Transactor, listId: ListId | null): Promise<number> {
  const result = await tx.query
    .updateTable("inbox")
    .set({ state: "new", attempts: 0, claims: 0, claimed_until: 0, code: "" })
    .where("state", "=", "aside")
    .$if(listId !== null, (q) => q.where("list_id", "=", listId))
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

export interface AsideRow {
  readonly id: InboxId;
  readonly listId: ListId | null;
  readonly code: AsideCode;
  readonly receivedAt: Date;
}

/** The oldest messages that broke a step three times, or that processes died over. */
export async function asideRows(tx: Reader, limit: number): Promise<readonly AsideRow[]> {
  const rows = await tx.query
    .selectFrom("inbox")
    .select(["id", "list_id", "code", "received_at"])
    .where(sql<boolean>`state = 'aside'`)
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    listId: row.list_id,
    code: readOneOf(ASIDE_CODES, row.code, "inbox.code"),
    receivedAt: new Date(row.received_at),
  }));
}
