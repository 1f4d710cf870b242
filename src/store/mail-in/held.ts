/** What waits for a person: exactly as it arrived, sealed at rest, taken over from the inbox row. */
import { type Selectable, sql } from "kysely";
import { AppError, asId, type Bytes, DAY_MS, type HeldId, type InboxId, type ListId } from "#base";
import type { Place } from "../at-rest/at-rest.ts";
import { eraseBlob, loadBlob, moveBlob, openBlob, readChunk } from "../at-rest/blob.ts";
import type { Reader, Transactor } from "../engine/database.ts";
import { abandonPost } from "../posts/abandon-post.ts";
import { APPROVED_BY, inboxPlace } from "./inbox.ts";
import { HELD_CODES, type HeldCode, readOneOf } from "../schema/row-code.ts";
import type { HeldKind, HeldTable } from "../schema/schema-mail-in.ts";

export interface NewHeld {
  readonly inboxId: InboxId;
  readonly listId: ListId;
  readonly kind: HeldKind;
  readonly code: HeldCode;
  readonly publicText: string;
  /** For owners and the log; never content. */
  readonly detail: string;
  readonly sender: string;
  readonly heldAt: Date;
  /** Erased after this time. */
  readonly until: Date;
  /** Where the sender may be told what becomes of it (S7); absent: nowhere. */
  readonly answerTo?: string;
}

/** Days until the end of what waits until somebody decides. */
export const HELD_FOREVER_DAYS = 36_500;

/** It waits until somebody decides, however long that takes. */
export function isKeptForever({ heldAt, until }: Pick<NewHeld, "heldAt" | "until">): boolean {
  return until.getTime() - heldAt.getTime() >= HELD_FOREVER_DAYS * DAY_MS;
}

export interface HeldRow extends Required<NewHeld> {
  readonly id: HeldId;
  readonly size: number;
}

/** The number under which a message of the inbox is held: its own. */
export function heldIdOf(inboxId: InboxId): HeldId {
  return asId<HeldId>(inboxId);
}

/**
 * Takes the message over from its inbox row. The same inbox row is held only once: running it again
 * gives the row that is there.
 */
export async function holdInbox(tx: Transactor, held: NewHeld): Promise<HeldId> {
  const known = await tx.query
    .selectFrom("held")
    .select("id")
    .where("inbox_id", "=", held.inboxId)
    .executeTakeFirst();
  if (known) return known.id;
  const { blob_id, size } = await tx.query
    .selectFrom("inbox")
    .select(["blob_id", "size"])
    .where("id", "=", held.inboxId)
    .executeTakeFirstOrThrow();
  if (!blob_id) throw new AppError({ code: "internal", publicText: "The message is not there any more." });
  const id = heldIdOf(held.inboxId);
  await insertHeld(tx, { ...toRow(held), id, blob_id, size });
  await moveBlob(tx, blob_id, inboxPlace(held.inboxId), heldPlace(id));
  await tx.query.updateTable("inbox").set({ blob_id: null }).where("id", "=", held.inboxId).execute();
  return id;
}

/** PostgreSQL gives numbers out itself unless it is told (“overriding system value”); Kysely cannot say it. */
async function insertHeld(tx: Transactor, row: Readonly<Record<string, unknown>>): Promise<void> {
  const names = sql.join(Object.keys(row).map((name) => sql.ref(name)));
  const own = tx.kind === "postgres" ? sql`overriding system value` : sql``;
  await sql`insert into held (${names}) ${own} values (${sql.join(Object.values(row))})`.execute(tx.query);
}

export interface HeldQuery {
  /** Absent: of all lists. */
  readonly listId?: ListId | undefined;
  readonly after?: HeldId | undefined;
  readonly limit: number;
}

/** Oldest first. */
export async function heldPage(tx: Reader, { listId, after, limit }: HeldQuery): Promise<readonly HeldRow[]> {
  const rows = await tx.query
    .selectFrom("held")
    .selectAll()
    .$if(listId !== undefined, (q) => q.where("list_id", "=", listId as ListId))
    .$if(after !== undefined, (q) => q.where("id", ">", after as HeldId))
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(toHeld);
}

/** What waits for the owners of a list, the oldest first; what was refused does not wait. */
export async function oldestHeld(tx: Reader, listId: ListId, limit: number): Promise<readonly HeldRow[]> {
  const rows = await tx.query
    .selectFrom("held")
    .selectAll()
    .where("list_id", "=", listId)
    .where("kind", "=", "held")
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(toHeld);
}

/** What waits for one reason, the newest first; at most so many of each list. */
export async function heldForReason(
  tx: Reader,
  code: HeldCode,
  perList: number,
): Promise<readonly HeldRow[]> {
  const numbered = tx.query
    .selectFrom("held")
    .selectAll()
    .select(({ fn }) =>
      fn
        .agg<number>("row_number")
        .over((rows) => rows.partitionBy("list_id").orderBy("id", "desc"))
        .as("nth"),
    )
    .where("kind", "=", "held")
    .where("code", "=", code)
    .as("numbered");
  const rows = await tx.query
    .selectFrom(numbered)
    .selectAll()
    .where("nth", "<=", perList)
    .orderBy("id", "desc")
    .execute();
  return rows.map(toHeld);
}

export async function heldById(tx: Reader, id: HeldId): Promise<HeldRow | null> {
  const row = await tx.query.selectFrom("held").selectAll().where("id", "=", id).executeTakeFirst();
  return row ? toHeld(row) : null;
}

/** The message as it arrived. */
export async function heldMessage(tx: Reader, id: HeldId): Promise<Bytes | null> {
  const row = await tx.query.selectFrom("held").select("blob_id").where("id", "=", id).executeTakeFirst();
  return row?.blob_id ? loadBlob(tx, row.blob_id, heldPlace(id)) : null;
}

/** Its first 256 kB: enough for the header. */
export async function heldBeginning(tx: Reader, id: HeldId): Promise<Bytes | null> {
  const row = await tx.query.selectFrom("held").select("blob_id").where("id", "=", id).executeTakeFirst();
  if (!row?.blob_id) return null;
  return readChunk(tx, await openBlob(tx, row.blob_id, heldPlace(id)), 0);
}

/** Keeps it longer, or less long. False if it is gone. */
export async function keepHeldUntil(tx: Transactor, id: HeldId, until: Date): Promise<boolean> {
  const set = { until: until.getTime() };
  const { numUpdatedRows } = await tx.query
    .updateTable("held")
    .set(set)
    .where("id", "=", id)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Discards a held message, or forgets it once it was dealt with. False if another was quicker. */
export async function eraseHeld(tx: Transactor, id: HeldId): Promise<boolean> {
  const row = await tx.query
    .deleteFrom("held")
    .where("id", "=", id)
    .returning(["blob_id", "inbox_id"])
    .executeTakeFirst();
  if (row?.blob_id) await eraseBlob(tx, row.blob_id);
  if (row !== undefined) await abandonPost(tx, row.inbox_id);
  return row !== undefined;
}

/**
 * The message goes back to its inbox row, which is new again. A person accepts, and it is run as `approved`, or as
 * `confirmed` if its sender did; by nobody it is judged again, at present. Whoever accepts what its content held lets that
 * content go, also where it is held for something else meanwhile. null if the held row is gone.
 */
export async function acceptHeld(
  tx: Transactor,
  id: HeldId,
  by: "moderator" | "sender" | "nobody" = "moderator",
): Promise<InboxId | null> {
  const row = await tx.query
    .deleteFrom("held")
    .where("id", "=", id)
    .returning(["blob_id", "inbox_id", "code"])
    .executeTakeFirst();
  if (!row?.blob_id) return null;
  const asItCame = row.code === "content-filtered" || (await isUnfiltered(tx, row.inbox_id));
  await moveBlob(tx, row.blob_id, heldPlace(id), inboxPlace(row.inbox_id));
  await tx.query
    .updateTable("inbox")
    .set({
      state: "new",
      approved: APPROVED_BY[by === "moderator" && asItCame ? "unfiltered" : by],
      decision: "",
      code: "",
      attempts: 0,
      claims: 0,
      claimed_until: 0,
      claimed_by: "",
      done_at: null,
    })
    .set({ blob_id: row.blob_id })
    .where("id", "=", row.inbox_id)
    .execute();
  return row.inbox_id;
}

async function isUnfiltered(tx: Reader, id: InboxId): Promise<boolean> {
  const row = await tx.query
    .selectFrom("inbox")
    .select("approved")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return row.approved === APPROVED_BY.unfiltered;
}

function heldPlace(id: HeldId): Place {
  return { table: "held", column: "blob_id", row: id, purpose: "held" };
}

function toRow(held: NewHeld) {
  return {
    list_id: held.listId,
    inbox_id: held.inboxId,
    kind: held.kind,
    code: held.code,
    public_text: held.publicText,
    detail: held.detail,
    sender: held.sender,
    held_at: held.heldAt.getTime(),
    until: held.until.getTime(),
    answer_to: held.answerTo ?? "",
  };
}

function toHeld(row: Selectable<HeldTable>): HeldRow {
  const { id, kind, detail, sender, size } = row;
  return {
    id,
    kind,
    code: readOneOf(HELD_CODES, row.code, "held.code"),
    detail,
    sender,
    size,
    listId: row.list_id,
    inboxId: row.inbox_id,
    publicText: row.public_text,
    heldAt: new Date(row.held_at),
    until: new Date(row.until),
    answerTo: row.answer_to,
  };
}
