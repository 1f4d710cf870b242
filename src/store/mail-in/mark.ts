/** What was seen before: signed content counts once (S4), a ciphertext is opened for one door (S1). */
import { type Bytes, type EmailAddress, type InboxId, type ListId, view } from "#base";
import { sql } from "kysely";
import type { Reader, Transactor } from "../engine/database.ts";

export interface Mark {
  readonly listId: ListId;
  /** 32 octets: of what was signed, of the whole message, or of either at one door. */
  readonly mark: Bytes;
  /** HMAC of the outer one; "" for none. */
  readonly messageId: string;
  /** Of the door it came to. */
  readonly address: EmailAddress | "";
  readonly inboxId: InboxId;
  readonly expiresAt: Date;
}

/**
 * Until the end of the transaction nobody else decides about what has one of these marks: two nodes that
 * ask at once would both be told that it is new. On SQLite writers are never at once.
 */
export async function lockMarks(tx: Transactor, marks: readonly Bytes[]): Promise<void> {
  if (tx.kind === "sqlite") return;
  const numbers = marks.map((mark) => view(mark).readBigInt64BE(0)).sort((a, b) => (a < b ? -1 : 1));
  for (const number of numbers)
    await sql`select pg_advisory_xact_lock(${number.toString()}::bigint)`.execute(tx.query);
}

/** Where this signed content was met already, on any list. */
export async function marksOf(tx: Reader, mark: Bytes): Promise<readonly Mark[]> {
  const rows = await tx.query
    .selectFrom("mark")
    .selectAll()
    .where("mark", "=", mark)
    .orderBy("list_id")
    .execute();
  return rows.map((row) => ({
    listId: row.list_id,
    mark: row.mark,
    messageId: row.message_id,
    address: row.address as EmailAddress | "",
    inboxId: row.inbox_id,
    expiresAt: new Date(row.expires_at),
  }));
}

/** In the transaction that distributes or holds. On each list a mark stays that of the first row that set it. */
export async function recordMark(tx: Transactor, mark: Mark): Promise<void> {
  await tx.query
    .insertInto("mark")
    .values({
      list_id: mark.listId,
      mark: mark.mark,
      message_id: mark.messageId,
      address: mark.address,
      inbox_id: mark.inboxId,
      expires_at: mark.expiresAt.getTime(),
    })
    .onConflict((c) => c.doNothing())
    .execute();
}

export interface SessionMark {
  /** HMAC of a session key under a secret of the site, or of that at one door. */
  readonly hmac: Bytes;
  /** The address that the ciphertext came to. */
  readonly door: string;
  readonly inboxId: InboxId;
  readonly expiresAt: Date;
}

/** Remembers the door of a ciphertext. A mark stays that of the first that opened it. */
export async function recordSessionMark(tx: Transactor, mark: SessionMark): Promise<void> {
  const { hmac, door, inboxId, expiresAt } = mark;
  await tx.query
    .insertInto("session_mark")
    .values({ hmac, door, inbox_id: inboxId, expires_at: expiresAt.getTime() })
    .onConflict((c) => c.doNothing())
    .execute();
}

/** The first that opened a ciphertext; null: nobody yet. */
export async function sessionMarkOf(
  tx: Reader,
  hmac: Bytes,
): Promise<Pick<SessionMark, "door" | "inboxId"> | null> {
  const first = await tx.query
    .selectFrom("session_mark")
    .select(["door", "inbox_id"])
    .where("hmac", "=", hmac)
    .executeTakeFirst();
  return first ? { door: first.door, inboxId: first.inbox_id } : null;
}
