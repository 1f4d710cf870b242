/**
 * Posts that wait for members whose key does not work yet: exactly as they arrived, sealed at rest, taken over
 * from the inbox row. A post stays as well until its sealed copies are delivered, for a key can be lost on the way.
 */
import { sql } from "kysely";
import type { BlobId, Bytes, InboxId, ListId, MemberId, PostId } from "#base";
import { among } from "../engine/among.ts";
import type { Place } from "../at-rest/at-rest.ts";
import { eraseBlob, loadBlob, moveBlob } from "../at-rest/blob.ts";
import type { Reader, Transactor } from "../engine/database.ts";
import { inboxPlace } from "../mail-in/inbox.ts";

/** Literal, so that SQLite recognises the partial index. */
export const IS_KEPT = sql<boolean>`post_member.state in ('kept', 'lost')`;

export interface KeepInput {
  readonly postId: PostId;
  readonly listId: ListId;
  readonly inboxId: InboxId;
  /** It came sealed and was opened. */
  readonly opened: boolean;
  readonly now: Date;
  /** Erased after this time. */
  readonly until: Date;
}

/**
 * Takes the message over from its inbox row if somebody waits for it. In the transaction that finishes the post,
 * after that and before the inbox row is finished.
 */
export async function keepPost(tx: Transactor, keep: KeepInput): Promise<void> {
  const { postId, inboxId, until, now } = keep;
  if (until <= now || !(await isWanted(tx, postId))) return eraseKept(tx, postId);
  const inbox = await tx.query
    .selectFrom("inbox")
    .select("blob_id")
    .where("id", "=", inboxId)
    .executeTakeFirstOrThrow();
  if (!inbox.blob_id) return;
  await moveBlob(tx, inbox.blob_id, inboxPlace(inboxId), keptPlace(postId));
  const row = { blob_id: inbox.blob_id, opened: keep.opened ? 1 : 0, until: until.getTime() };
  await tx.query
    .insertInto("kept")
    .values({ ...row, post_id: postId, list_id: keep.listId, inbox_id: inboxId })
    .onConflict((c) => c.column("post_id").doUpdateSet({ blob_id: row.blob_id }))
    .execute();
  await tx.query.updateTable("inbox").set({ blob_id: null }).where("id", "=", inboxId).execute();
}

/** Whether a post was finished before, and waits for somebody or is in hand again. */
export async function isKept(tx: Reader, postId: PostId): Promise<boolean> {
  const row = await tx.query
    .selectFrom("kept")
    .select("post_id")
    .where("post_id", "=", postId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether a post that is in hand again came sealed and was opened when it arrived. */
export async function wasOpened(tx: Reader, postId: PostId): Promise<boolean> {
  const row = await tx.query
    .selectFrom("kept")
    .select("opened")
    .where("post_id", "=", postId)
    .executeTakeFirst();
  return row?.opened === 1;
}

/** The message exactly as it arrived; null: it is not kept, or in hand at this moment. */
export async function keptOctets(tx: Reader, postId: PostId): Promise<Bytes | null> {
  const blobId = await keptBlob(tx, postId);
  return blobId === null ? null : loadBlob(tx, blobId, keptPlace(postId));
}

/** Whether `keptOctets` gives something. */
export async function hasKeptOctets(tx: Reader, postId: PostId): Promise<boolean> {
  return (await keptBlob(tx, postId)) !== null;
}

async function keptBlob(tx: Reader, postId: PostId): Promise<BlobId | null> {
  const row = await tx.query
    .selectFrom("kept")
    .select("blob_id")
    .where("post_id", "=", postId)
    .executeTakeFirst();
  return row?.blob_id ?? null;
}

/**
 * Gives the message back to its inbox row, so that it is opened and sealed again for those who wait. False if it
 * is in hand already, or gone.
 */
export async function reopenKept(tx: Transactor, postId: PostId): Promise<boolean> {
  const row = await tx.query
    .selectFrom("kept")
    .select(["inbox_id", "blob_id"])
    .where("post_id", "=", postId)
    .where("blob_id", "is not", null)
    .$if(tx.kind === "postgres", (q) => q.forUpdate())
    .executeTakeFirst();
  if (!row?.blob_id) return false;
  await moveBlob(tx, row.blob_id, keptPlace(postId), inboxPlace(row.inbox_id));
  await tx.query.updateTable("kept").set({ blob_id: null }).where("post_id", "=", postId).execute();
  await tx.query
    .updateTable("inbox")
    .set({ state: "sealing", decision: "accept", code: "", attempts: 0, claims: 0 })
    .set({ claimed_by: "", claimed_until: 0, done_at: null, blob_id: row.blob_id })
    .where("id", "=", row.inbox_id)
    .execute();
  return true;
}

/** Of some posts, those that nobody waits for any more. */
export async function eraseKeptIfDone(tx: Transactor, postIds: readonly PostId[]): Promise<void> {
  if (postIds.length === 0) return;
  const rows = await tx.query
    .deleteFrom("kept")
    .where(among(tx, "kept.post_id", postIds))
    .where("blob_id", "is not", null)
    .where((b) => b.not(isWantedSql(sql.ref("kept.post_id"))))
    .returning("blob_id")
    .execute();
  for (const { blob_id } of rows) if (blob_id) await eraseBlob(tx, blob_id);
}

/** The message and who waited for it. */
export async function eraseKept(tx: Transactor, postId: PostId): Promise<void> {
  const row = await tx.query
    .deleteFrom("kept")
    .where("post_id", "=", postId)
    .returning("blob_id")
    .executeTakeFirst();
  await tx.query.deleteFrom("post_member").where("post_id", "=", postId).where(IS_KEPT).execute();
  if (row?.blob_id) await eraseBlob(tx, row.blob_id);
}

/** Somebody leaves: what waited for them alone is erased. Before the member's own row goes. */
export async function forgetWaiting(tx: Transactor, memberId: MemberId): Promise<void> {
  const rows = await tx.query
    .deleteFrom("post_member")
    .where("member_id", "=", memberId)
    .where(IS_KEPT)
    .returning("post_id")
    .execute();
  await eraseKeptIfDone(
    tx,
    rows.map((row) => row.post_id),
  );
}

async function isWanted(tx: Reader, postId: PostId): Promise<boolean> {
  const row = await tx.query
    .selectFrom("post")
    .select("id")
    .where("id", "=", postId)
    .where(isWantedSql(sql.ref("post.id")))
    .executeTakeFirst();
  return row !== undefined;
}

/** Somebody waits for it, or a sealed copy of it is still to be delivered. */
function isWantedSql(post: ReturnType<typeof sql>) {
  return sql<boolean>`(exists (select 1 from post_member where post_member.post_id = ${post} and ${IS_KEPT})
    or exists (select 1 from body where body.post_id = ${post} and body.erased_at is null and body.kind = 'sealed'))`;
}

function keptPlace(postId: PostId): Place {
  return { table: "kept", column: "blob_id", row: postId, purpose: "kept" };
}
