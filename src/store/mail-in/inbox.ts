/**
 * Mail that came in: one row per recipient, durable before the client is told 250. Rows go
 * new → claimed → (sealing →) done; a row that broke a step three times, or over which processes died, is set
 * aside. After a crash the claim runs out, or the node frees it when it starts again, and the same row is run
 * again.
 */
import type { Selectable } from "kysely";
import { type BlobId, type Bytes, DOOR_KINDS, type DoorKind, type InboxId, type ListId } from "#base";
import { type Arrived, takeArrived } from "./arriving.ts";
import type { Place } from "../at-rest/at-rest.ts";
import { eraseBlob, loadBlob, storeBlob } from "../at-rest/blob.ts";
import type { Reader, Transactor } from "../engine/database.ts";
import { INBOX_CODES, type InboxCode, readOneOf } from "../schema/row-code.ts";
import type { InboxDecision, InboxState, InboxTable } from "../schema/schema-mail-in.ts";

/** Who had a message go on that was held, as the column says it; 0: it was not. `unfiltered`: a moderator, as it came. */
export const APPROVED_BY = { moderator: 1, sender: 2, nobody: 3, unfiltered: 4 } as const;

export interface NewInbox {
  /** The same for all recipients of one transaction of the protocol. */
  readonly transactionId: string;
  readonly receivedAt: Date;
  /** "" = null reverse-path. */
  readonly envelopeFrom: string;
  readonly rcptTo: string;
  readonly listId: ListId | null;
  readonly door: DoorKind;
  readonly peer: string;
  /** Through a listener whose Authentication-Results may count (S15). */
  readonly trusted: boolean;
  /** Octets, or where they are stored already. */
  readonly message: Bytes | Arrived;
}

export interface InboxRow extends Omit<NewInbox, "message"> {
  readonly id: InboxId;
  readonly size: number;
  /** A person accepted it after it was held. */
  readonly approved: boolean;
  /** A person accepted what the list's filter for content would let go nowhere. */
  readonly unfiltered: boolean;
  /** Its sender confirmed it after it was held for that. */
  readonly confirmed: boolean;
  /** It waited for an answer that came. */
  readonly judgedAgain: boolean;
  readonly state: InboxState;
  /** How often a step failed. */
  readonly attempts: number;
  readonly decision: InboxDecision | "";
  readonly code: InboxCode;
}

export async function insertInbox(tx: Transactor, mail: NewInbox): Promise<InboxId> {
  const { id } = await tx.query
    .insertInto("inbox")
    .values({
      transaction_id: mail.transactionId,
      received_at: mail.receivedAt.getTime(),
      envelope_from: mail.envelopeFrom,
      rcpt_to: mail.rcptTo,
      list_id: mail.listId,
      door: mail.door,
      peer: mail.peer,
      trusted: mail.trusted ? 1 : 0,
      size: mail.message.length,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const blobId = await storeMessage(tx, mail, inboxPlace(id));
  await tx.query.updateTable("inbox").set({ blob_id: blobId }).where("id", "=", id).execute();
  return id;
}

async function storeMessage(tx: Transactor, { message, listId }: NewInbox, place: Place): Promise<BlobId> {
  if (message instanceof Uint8Array) return storeBlob(tx, { ...place, listId, bytes: message });
  return takeArrived(tx, message, place);
}

export async function inboxById(tx: Reader, id: InboxId): Promise<InboxRow | null> {
  const row = await tx.query.selectFrom("inbox").selectAll().where("id", "=", id).executeTakeFirst();
  return row ? toInbox(row) : null;
}

/** The message as it came; null once it is erased or given to a held row. */
export async function inboxMessage(tx: Reader, id: InboxId): Promise<Bytes | null> {
  const row = await tx.query.selectFrom("inbox").select("blob_id").where("id", "=", id).executeTakeFirst();
  return row?.blob_id ? loadBlob(tx, row.blob_id, inboxPlace(id)) : null;
}

export interface InboxOutcome {
  readonly decision: InboxDecision;
  readonly code: InboxCode;
  readonly now: Date;
}

/** Decided and everything that follows from it stored: the message is erased. */
export async function finishInbox(tx: Transactor, id: InboxId, outcome: InboxOutcome): Promise<void> {
  const { decision, code, now } = outcome;
  const row = await tx.query
    .selectFrom("inbox")
    .select("blob_id")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  await tx.query
    .updateTable("inbox")
    .set({ state: "done", decision, code, done_at: now.getTime(), claims: 0, claimed_by: "", blob_id: null })
    .where("id", "=", id)
    .execute();
  if (row.blob_id) await eraseBlob(tx, row.blob_id);
}

/** Accepted and planned; the message stays until every member's copy is sealed. */
export async function markInboxSealing(tx: Transactor, id: InboxId): Promise<void> {
  await tx.query
    .updateTable("inbox")
    .set({ state: "sealing", decision: "accept" })
    .where("id", "=", id)
    .execute();
}

/** Where an inbox row keeps its message. */
export function inboxPlace(id: InboxId): Place {
  return { table: "inbox", column: "blob_id", row: id, purpose: "inbox" };
}

export function toInbox(row: Selectable<InboxTable>): InboxRow {
  const { id, size, peer, state, attempts, decision } = row;
  return {
    id,
    door: readOneOf(DOOR_KINDS, row.door, "inbox.door"),
    size,
    peer,
    state,
    attempts,
    decision,
    code: readOneOf(INBOX_CODES, row.code, "inbox.code"),
    transactionId: row.transaction_id,
    receivedAt: new Date(row.received_at),
    envelopeFrom: row.envelope_from,
    rcptTo: row.rcpt_to,
    listId: row.list_id,
    trusted: row.trusted === 1,
    approved: row.approved === APPROVED_BY.moderator || row.approved === APPROVED_BY.unfiltered,
    unfiltered: row.approved === APPROVED_BY.unfiltered,
    confirmed: row.approved === APPROVED_BY.sender,
    judgedAgain: row.approved === APPROVED_BY.nobody,
  };
}
