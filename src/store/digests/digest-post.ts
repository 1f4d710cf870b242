/**
 * Posts that wait for digests: each a blob of its own at rest, in the form in which kept posts are. They go when nobody
 * waits for them any more.
 */
import type { Selectable } from "kysely";
import type { Bytes, ListId, PostId } from "#base";
import type { Place } from "../at-rest/at-rest.ts";
import { eraseBlob, loadBlob, storeBlob } from "../at-rest/blob.ts";
import type { Reader, Transactor } from "../engine/database.ts";
import { takeArrived } from "../mail-in/arriving.ts";
import type { NewArchived } from "../posts/archived.ts";
import type { PostRow } from "../posts/post.ts";
import type { DigestPostTable } from "../schema/schema-digests.ts";

export interface DigestPost {
  readonly postId: PostId;
  /** Of the post on its list. */
  readonly number: number;
  /** When the post arrived. */
  readonly at: Date;
  /** It goes to nobody but sealed. */
  readonly sealed: boolean;
  /** It came sealed, and was opened. */
  readonly opened: boolean;
  /** Octets. */
  readonly size: number;
}

export interface NewDigestPost extends NewArchived {
  readonly opened: boolean;
}

/** In the transaction that accepts the post. */
export async function keepForDigest(
  tx: Transactor,
  { id, listId, number, acceptedAt }: Pick<PostRow, "id" | "listId" | "number" | "acceptedAt">,
  { sealed, opened, octets }: NewDigestPost,
): Promise<void> {
  const place = digestPlace(id);
  const blob_id =
    "blobId" in octets
      ? await takeArrived(tx, octets, place)
      : await storeBlob(tx, { ...place, listId, bytes: octets });
  const facts = { sealed: sealed ? 1 : 0, opened: opened ? 1 : 0, size: octets.length };
  await tx.query
    .insertInto("digest_post")
    .values({ post_id: id, list_id: listId, number, at: acceptedAt.getTime(), blob_id, ...facts })
    .execute();
}

/** Whether it goes to readers of digests in a digest. */
export async function isForDigest(tx: Reader, postId: PostId): Promise<boolean> {
  const query = tx.query.selectFrom("digest_post").select("post_id").where("post_id", "=", postId);
  return (await query.executeTakeFirst()) !== undefined;
}

/** Numbers above the first, up to the second. */
export interface DigestRange {
  readonly listId: ListId;
  readonly since: number;
  readonly until: number;
}

/** By number. */
export async function digestPosts(
  tx: Reader,
  { listId, since, until }: DigestRange,
): Promise<readonly DigestPost[]> {
  const rows = await tx.query
    .selectFrom("digest_post")
    .selectAll()
    .where("list_id", "=", listId)
    .where("number", ">", since)
    .where("number", "<=", until)
    .orderBy("number")
    .execute();
  return rows.map(toDigestPost);
}

/** Those that may go into a digest: in front of the first one that is still being sealed for others. */
export async function digestPostsSince(
  tx: Reader,
  listId: ListId,
  since: number,
): Promise<readonly DigestPost[]> {
  const { first } = await tx.query
    .selectFrom("digest_post")
    .innerJoin("post", "post.id", "digest_post.post_id")
    .innerJoin("inbox", "inbox.id", "post.inbox_id")
    .select((b) => b.fn.min("digest_post.number").as("first"))
    .where("digest_post.list_id", "=", listId)
    .where("digest_post.number", ">", since)
    .where("post.state", "=", "sealing")
    .where("inbox.state", "!=", "done")
    .executeTakeFirstOrThrow();
  const until = first === null ? Number.MAX_SAFE_INTEGER : first - 1;
  return digestPosts(tx, { listId, since, until });
}

/** @throws AppError bad-data if what is stored was changed or moved */
export async function digestOctets(tx: Reader, { postId }: Pick<DigestPost, "postId">): Promise<Bytes> {
  const { blob_id } = await tx.query
    .selectFrom("digest_post")
    .select("blob_id")
    .where("post_id", "=", postId)
    .executeTakeFirstOrThrow();
  return loadBlob(tx, blob_id, digestPlace(postId));
}

/** Nothing happens where nothing waits. */
export async function eraseDigestPost(tx: Transactor, postId: PostId): Promise<void> {
  const row = await tx.query
    .deleteFrom("digest_post")
    .where("post_id", "=", postId)
    .returning("blob_id")
    .executeTakeFirst();
  if (row) await eraseBlob(tx, row.blob_id);
}

function digestPlace(postId: PostId): Place {
  return { table: "digest_post", column: "blob_id", row: postId, purpose: "digest" };
}

function toDigestPost(row: Selectable<DigestPostTable>): DigestPost {
  const { number, size } = row;
  const flags = { sealed: row.sealed === 1, opened: row.opened === 1 };
  return { postId: row.post_id, number, size, at: new Date(row.at), ...flags };
}
