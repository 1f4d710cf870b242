/** Accepted posts, numbered per list, and their threads. */
import type { Selectable } from "kysely";
import {
  asId,
  type Bytes,
  fromUtf8,
  type InboxId,
  type ListId,
  type MemberId,
  type PostId,
  utf8,
} from "#base";
import type { Place } from "../at-rest/at-rest.ts";
import { bodiesOfPost, eraseBodiesIfDone, eraseBody } from "../mail-out/body.ts";
import type { Reader, Transactor } from "../engine/database.ts";
import { eraseDigestPost } from "../digests/digest-post.ts";
import { eraseArchived } from "./archived.ts";
import { IS_KEPT, isKept } from "./kept.ts";
import type { PostTable } from "../schema/schema-mail-out.ts";
import { currentStorageKey } from "../at-rest/storage-key.ts";

export interface NewPost {
  readonly listId: ListId;
  readonly inboxId: InboxId;
  /** As members see it outside; replies are found by it. */
  readonly messageId: string;
  /** Message-IDs of References and In-Reply-To: the thread they belong to is continued. */
  readonly references: readonly string[];
  readonly authorMemberId: MemberId | null;
  /** The thread that the Subject of an answer names, where its References name none. */
  readonly threadNamed: number | null;
  /** Kept sealed at rest if this post starts a thread, for answers that bring only a placeholder; "" for none. */
  readonly subject: string;
  readonly acceptedAt: Date;
  /** It came sealed, and does not leave in clear to everybody: nor should answers to it. */
  readonly cameSealed: boolean;
}

export interface PostRow extends Omit<NewPost, "references" | "threadNamed" | "subject" | "cameSealed"> {
  readonly id: PostId;
  /** Counts up per list. */
  readonly number: number;
  /** The number of the first post of the thread. */
  readonly threadNumber: number;
  readonly state: "sealing" | "sent";
}

/** The post of an inbox row; one that is there already is given back as it is. */
export async function createPost(tx: Transactor, post: NewPost): Promise<PostRow> {
  const known = await postOfInbox(tx, post.inboxId);
  if (known) return known;
  const { last_post_number: number } = await tx.query
    .updateTable("list")
    .set((b) => ({ last_post_number: b("last_post_number", "+", 1) }))
    .where("id", "=", post.listId)
    .returning("last_post_number")
    .executeTakeFirstOrThrow();
  const thread = (await threadOf(tx, post)) ?? number;
  const row = await tx.query
    .insertInto("post")
    .values({
      list_id: post.listId,
      inbox_id: post.inboxId,
      number,
      thread_number: thread,
      message_id: post.messageId,
      author_member_id: post.authorMemberId,
      subject: thread === number ? await sealSubject(tx, post, number) : NOTHING,
      accepted_at: post.acceptedAt.getTime(),
      came_sealed: post.cameSealed ? 1 : 0,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toPost(row);
}

/** The row that `createPost` would make at this moment. Nothing is stored; its id is nobody's. */
export async function foreseePost(tx: Reader, post: NewPost): Promise<PostRow> {
  const { last_post_number: last } = await tx.query
    .selectFrom("list")
    .select("last_post_number")
    .where("id", "=", post.listId)
    .executeTakeFirstOrThrow();
  const { listId, inboxId, messageId, authorMemberId, acceptedAt } = post;
  const number = last + 1;
  const threadNumber = (await threadOf(tx, post)) ?? number;
  const facts = { listId, inboxId, messageId, authorMemberId, acceptedAt, number, threadNumber };
  return { ...facts, id: asId(0), state: "sealing" };
}

export async function postOfInbox(tx: Reader, inboxId: InboxId): Promise<PostRow | null> {
  const row = await tx.query
    .selectFrom("post")
    .selectAll()
    .where("inbox_id", "=", inboxId)
    .executeTakeFirst();
  return row ? toPost(row) : null;
}

/**
 * A post of which nothing can be sent: its row, its plan and, if no later one was numbered, its number are free
 * again. Nothing changes where a copy is in the outbox already, or was once: some members have it.
 */
export async function withdrawPost(
  tx: Transactor,
  { id, listId, number }: PostRow,
  now: Date,
): Promise<void> {
  if ((await hasCopies(tx, id)) || (await isKept(tx, id))) return;
  for (const body of await bodiesOfPost(tx, id)) await eraseBody(tx, body, now);
  await eraseArchived(tx, id);
  await eraseDigestPost(tx, id);
  await tx.query.deleteFrom("post_member").where("post_id", "=", id).execute();
  await tx.query.deleteFrom("post").where("id", "=", id).execute();
  await tx.query
    .updateTable("list")
    .set({ last_post_number: number - 1 })
    .where("id", "=", listId)
    .where("last_post_number", "=", number)
    .execute();
}

async function hasCopies(tx: Reader, id: PostId): Promise<boolean> {
  const query = tx.query.selectFrom("outbox").select("id").where("post_id", "=", id);
  return (await query.limit(1).execute()).length > 0;
}

/** Every member's copy is sealed: bodies whose deliveries are done already go now. Who waits for a key stays noted. */
export async function finishPost(tx: Transactor, id: PostId, now: Date): Promise<void> {
  await tx.query.updateTable("post").set({ state: "sent" }).where("id", "=", id).execute();
  await tx.query
    .deleteFrom("post_member")
    .where("post_id", "=", id)
    .where((b) => b.not(IS_KEPT))
    .execute();
  await eraseBodiesIfDone(tx, await bodiesOfPost(tx, id), now);
}

/** The Subject that started a thread; null if it was not kept or is not kept any more. */
export async function threadSubject(tx: Reader, listId: ListId, thread: number): Promise<string | null> {
  const row = await tx.query
    .selectFrom("post")
    .select("subject")
    .where("list_id", "=", listId)
    .where("number", "=", thread)
    .executeTakeFirst();
  if (!row || row.subject.length === 0) return null;
  const key = await currentStorageKey(tx, listId);
  return fromUtf8(tx.vault.openFor(key, subjectPlace(listId, thread), row.subject));
}

async function sealSubject(tx: Reader, { listId, subject }: NewPost, number: number): Promise<Bytes> {
  if (subject === "") return NOTHING;
  return tx.vault.sealFor(await currentStorageKey(tx, listId), subjectPlace(listId, number), utf8(subject));
}

function subjectPlace(listId: ListId, number: number): Place {
  return { table: "post", column: "subject", row: `${listId} ${number}`, purpose: "subject" };
}

const NOTHING = utf8("");

/** What an answer names: posts by their outer ids, or a thread by its number in a placeholder Subject. */
export interface Answered {
  readonly listId: ListId;
  readonly messageIds: readonly string[];
  readonly thread: number | null;
}

/** Whether one of the posts that an answer names came sealed. */
export async function answersSealed(tx: Reader, answered: Answered): Promise<boolean> {
  const { listId, messageIds, thread } = answered;
  if (messageIds.length === 0 && thread === null) return false;
  const row = await tx.query
    .selectFrom("post")
    .select("id")
    .where("list_id", "=", listId)
    .where("came_sealed", "=", 1)
    .where((b) =>
      b.or([
        ...(messageIds.length === 0 ? [] : [b("message_id", "in", messageIds)]),
        ...(thread === null ? [] : [b("thread_number", "=", thread)]),
      ]),
    )
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function threadOf(tx: Reader, post: NewPost): Promise<number | null> {
  return (await threadOfReferences(tx, post)) ?? (await existingThread(tx, post));
}

async function existingThread(tx: Reader, { listId, threadNamed }: NewPost): Promise<number | null> {
  if (threadNamed === null) return null;
  const row = await tx.query
    .selectFrom("post")
    .select("thread_number")
    .where("list_id", "=", listId)
    .where("number", "=", threadNamed)
    .executeTakeFirst();
  return row?.thread_number ?? null;
}

async function threadOfReferences(tx: Reader, { listId, references }: NewPost): Promise<number | null> {
  if (references.length === 0) return null;
  const row = await tx.query
    .selectFrom("post")
    .select("thread_number")
    .where("list_id", "=", listId)
    .where("message_id", "in", references)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.thread_number ?? null;
}

function toPost(row: Selectable<PostTable>): PostRow {
  const { id, number, state } = row;
  return {
    id,
    number,
    state,
    listId: row.list_id,
    inboxId: row.inbox_id,
    threadNumber: row.thread_number,
    messageId: row.message_id,
    authorMemberId: row.author_member_id,
    acceptedAt: new Date(row.accepted_at),
  };
}
