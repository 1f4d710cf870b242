/**
 * What waits to be sent: one row per delivery, made in the transaction that made its body. Rows go
 * ready → claimed → sent or failed, or back to ready with a later time; `dropped` if the person left.
 * The same effect is never queued twice, so a pipeline that runs again changes nothing.
 */
import type { Selectable } from "kysely";
import { type BodyId, type Bytes, type ListId, type MemberId, type OutboxId, type PostId, utf8 } from "#base";
import type { Reader, Transactor } from "../engine/database.ts";
import { prepareRows } from "../engine/prepare-rows.ts";
import type { OutboxState, OutboxTable } from "../schema/schema-mail-out.ts";

export const NO_BYTES = utf8("");

export interface NewOutbox {
  readonly bodyId: BodyId;
  readonly postId: PostId | null;
  readonly listId: ListId | null;
  readonly memberId: MemberId | null;
  /** The key the head is for (`sealingKeyName`); null: none. */
  readonly sealedTo: string | null;
  /** `inbox:<id>:<what>`: names this effect of the inbox row. */
  readonly effect: string;
  /** "" = null reverse-path. */
  readonly returnPath: string;
  readonly rcptTo: string;
  readonly domain: string;
  /** Header fields of this person only, CRLF at the end of each. */
  readonly memberFields: Bytes;
  readonly head: Bytes;
  readonly createdAt: Date;
}

export interface OutboxRow extends NewOutbox {
  readonly id: OutboxId;
  readonly state: OutboxState;
  readonly attempts: number;
  readonly nextAt: Date;
  /** Enhanced status code and text of the last reply. */
  readonly code: string;
  readonly reply: string;
  readonly doneAt: Date | null;
}

/** What is asked of a row while it is sent. */
export type ClaimedRow = Pick<
  OutboxRow,
  | "id"
  | "bodyId"
  | "postId"
  | "listId"
  | "memberId"
  | "sealedTo"
  | "returnPath"
  | "rcptTo"
  | "memberFields"
  | "head"
  | "attempts"
  | "createdAt"
>;

const insertRows = prepareRows<ReturnType<typeof toRow>>((query, rows) =>
  query
    .insertInto("outbox")
    .values(rows)
    .onConflict((c) => c.column("effect").doNothing()),
);

/** How many were new; those whose effect is queued already are left as they are. */
export async function insertOutbox(tx: Transactor, rows: readonly NewOutbox[]): Promise<number> {
  return insertRows(tx, rows.map(toRow));
}

export interface OutboxQuery {
  readonly listId?: ListId | undefined;
  readonly state?: OutboxState | undefined;
  readonly after?: OutboxId | undefined;
  readonly limit: number;
}

/** One page by id. */
export async function outboxPage(tx: Reader, query: OutboxQuery): Promise<readonly OutboxRow[]> {
  const { listId, state, after, limit } = query;
  const rows = await tx.query
    .selectFrom("outbox")
    .selectAll()
    .$if(listId !== undefined, (q) => q.where("lane", "=", laneOf(listId as ListId)))
    .$if(state !== undefined, (q) => q.where("state", "=", state as OutboxState))
    .$if(after !== undefined, (q) => q.where("id", ">", after as OutboxId))
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(toOutbox);
}

export async function outboxById(tx: Reader, id: OutboxId): Promise<OutboxRow | null> {
  const row = await tx.query.selectFrom("outbox").selectAll().where("id", "=", id).executeTakeFirst();
  return row ? toOutbox(row) : null;
}

/** Claims are shared out over lanes: a list each, and one for mail of no list. */
export function laneOf(listId: ListId | null): number {
  return listId ?? 0;
}

function toRow(row: NewOutbox) {
  return {
    body_id: row.bodyId,
    post_id: row.postId,
    list_id: row.listId,
    lane: laneOf(row.listId),
    member_id: row.memberId,
    sealed_to: row.sealedTo ?? "",
    effect: row.effect,
    return_path: row.returnPath,
    rcpt_to: row.rcptTo,
    domain: row.domain,
    member_fields: row.memberFields,
    head: row.head,
    next_at: row.createdAt.getTime(),
    created_at: row.createdAt.getTime(),
  };
}

function toOutbox(row: Selectable<OutboxTable>): OutboxRow {
  const { id, effect, domain, head, state, attempts, code, reply } = row;
  return {
    id,
    effect,
    domain,
    head,
    state,
    attempts,
    code,
    reply,
    bodyId: row.body_id,
    postId: row.post_id,
    listId: row.list_id,
    memberId: row.member_id,
    sealedTo: row.sealed_to === "" ? null : row.sealed_to,
    returnPath: row.return_path,
    rcptTo: row.rcpt_to,
    memberFields: row.member_fields,
    nextAt: new Date(row.next_at),
    createdAt: new Date(row.created_at),
    doneAt: row.done_at === null ? null : new Date(row.done_at),
  };
}
