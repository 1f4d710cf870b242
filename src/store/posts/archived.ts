/**
 * Distributed posts that stay for members who ask for them: each a blob of its own at rest. What is in the octets is
 * for others to know; here is a number, a date, and whether it goes to nobody but sealed.
 */
import type { Selectable } from "kysely";
import type { Bytes, ListId, PostId } from "#base";
import type { Place } from "../at-rest/at-rest.ts";
import { eraseBlob, loadBlob, openBlob, readChunk, storeBlob } from "../at-rest/blob.ts";
import type { Reader, Transactor } from "../engine/database.ts";
import { type Arrived, takeArrived } from "../mail-in/arriving.ts";
import type { ArchivedTable } from "../schema/schema-mail-out.ts";
import type { PostRow } from "./post.ts";

export interface ArchivedRow {
  readonly postId: PostId;
  readonly listId: ListId;
  /** Of the post on its list. */
  readonly number: number;
  /** When the post arrived. */
  readonly at: Date;
  /** It goes to nobody but sealed. */
  readonly sealed: boolean;
  /** Octets. */
  readonly size: number;
}

export interface NewArchived {
  readonly sealed: boolean;
  /** What is kept; of large posts, what was stored before. */
  readonly octets: Bytes | Arrived;
}

/** In the transaction that accepts the post. */
export async function archivePost(
  tx: Transactor,
  { id, listId, number, acceptedAt }: Pick<PostRow, "id" | "listId" | "number" | "acceptedAt">,
  { sealed, octets }: NewArchived,
): Promise<void> {
  const place = archivedPlace(id);
  const blob_id =
    "blobId" in octets
      ? await takeArrived(tx, octets, place)
      : await storeBlob(tx, { ...place, listId, bytes: octets });
  const row = { post_id: id, list_id: listId, number, at: acceptedAt.getTime(), blob_id };
  await tx.query
    .insertInto("archived")
    .values({ ...row, sealed: sealed ? 1 : 0, size: octets.length })
    .execute();
}

export interface ArchivedQuery {
  readonly listId: ListId;
  /** Only posts with a greater number. */
  readonly after?: number;
  /** Only posts up to this number. */
  readonly last?: number;
  /** Only posts that arrived then or later. */
  readonly from?: Date;
  /** Only posts that arrived before. */
  readonly until?: Date;
  readonly limit: number;
}

/** By number. */
export async function archivedPage(
  tx: Reader,
  { listId, after = 0, last, from, until, limit }: ArchivedQuery,
): Promise<readonly ArchivedRow[]> {
  const rows = await tx.query
    .selectFrom("archived")
    .selectAll()
    .where("list_id", "=", listId)
    .where("number", ">", after)
    .$if(last !== undefined, (q) => q.where("number", "<=", last ?? 0))
    .$if(from !== undefined, (q) => q.where("at", ">=", from?.getTime() ?? 0))
    .$if(until !== undefined, (q) => q.where("at", "<", until?.getTime() ?? 0))
    .orderBy("number")
    .limit(limit)
    .execute();
  return rows.map(toArchived);
}

/** Behind a post, those whose author was no member, or is none any more. */
export async function archivedOfNobody(
  tx: Reader,
  { after, limit }: { readonly after: PostId | null; readonly limit: number },
): Promise<readonly ArchivedRow[]> {
  const rows = await tx.query
    .selectFrom("archived")
    .innerJoin("post", "post.id", "archived.post_id")
    .leftJoin("member", "member.id", "post.author_member_id")
    .selectAll("archived")
    .where("member.id", "is", null)
    .$if(after !== null, (q) => q.where("post_id", ">", after ?? (0 as PostId)))
    .orderBy("post_id")
    .limit(limit)
    .execute();
  return rows.map(toArchived);
}

/** null: it is not kept there. */
export async function archivedOfPost(tx: Reader, postId: PostId): Promise<ArchivedRow | null> {
  const row = await tx.query
    .selectFrom("archived")
    .selectAll()
    .where("post_id", "=", postId)
    .executeTakeFirst();
  return row ? toArchived(row) : null;
}

export async function archivedByNumber(
  tx: Reader,
  listId: ListId,
  number: number,
): Promise<ArchivedRow | null> {
  const row = await tx.query
    .selectFrom("archived")
    .selectAll()
    .where("list_id", "=", listId)
    .where("number", "=", number)
    .executeTakeFirst();
  return row ? toArchived(row) : null;
}

/** The newest ones, by number. */
export async function lastArchived(
  tx: Reader,
  listId: ListId,
  limit: number,
): Promise<readonly ArchivedRow[]> {
  const rows = await tx.query
    .selectFrom("archived")
    .selectAll()
    .where("list_id", "=", listId)
    .orderBy("number", "desc")
    .limit(limit)
    .execute();
  return rows.toReversed().map(toArchived);
}

export async function countArchived(tx: Reader, listId: ListId): Promise<number> {
  const { count } = await tx.query
    .selectFrom("archived")
    .select((b) => b.fn.countAll<number>().as("count"))
    .where("list_id", "=", listId)
    .executeTakeFirstOrThrow();
  return count;
}

/** @throws AppError bad-data if what is stored was changed or moved */
export async function archivedOctets(tx: Reader, { postId }: Pick<ArchivedRow, "postId">): Promise<Bytes> {
  return loadBlob(tx, await blobOf(tx, postId), archivedPlace(postId));
}

/** The first 256 kB at most: enough for a header. */
export async function archivedStart(tx: Reader, { postId }: Pick<ArchivedRow, "postId">): Promise<Bytes> {
  return readChunk(tx, await openBlob(tx, await blobOf(tx, postId), archivedPlace(postId)), 0);
}

/** Nothing happens where nothing is kept. */
export async function eraseArchived(tx: Transactor, postId: PostId): Promise<void> {
  const row = await tx.query
    .deleteFrom("archived")
    .where("post_id", "=", postId)
    .returning("blob_id")
    .executeTakeFirst();
  if (row) await eraseBlob(tx, row.blob_id);
}

async function blobOf(tx: Reader, postId: PostId) {
  const { blob_id } = await tx.query
    .selectFrom("archived")
    .select("blob_id")
    .where("post_id", "=", postId)
    .executeTakeFirstOrThrow();
  return blob_id;
}

function archivedPlace(postId: PostId): Place {
  return { table: "archived", column: "blob_id", row: postId, purpose: "archived" };
}

function toArchived(row: Selectable<ArchivedTable>): ArchivedRow {
  const { number, size } = row;
  return {
    postId: row.post_id,
    listId: row.list_id,
    number,
    size,
    at: new Date(row.at),
    sealed: row.sealed === 1,
  };
}
