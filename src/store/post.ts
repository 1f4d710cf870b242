/** Accepted posts, numbered per list, and their threads. */
import type { Selectable } from "kysely";
import type { InboxId, ListId, MemberId, PostId } from "#base";
import { bodiesOfPost, eraseBodiesIfDone } from "./body.ts";
import type { Reader, Transactor } from "./database.ts";
import type { PostTable } from "./schema-mail-out.ts";

export interface NewPost {
  readonly listId: ListId;
  readonly inboxId: InboxId;
  /** As members see it outside; replies are found by it. */
  readonly messageId: string;
  /** Message-IDs of References and In-Reply-To: the thread they belong to is continued. */
  readonly references: readonly string[];
  readonly authorMemberId: MemberId | null;
  /** The Subject outside; never one that came protected (S5). */
  readonly subjectOuter: string;
  readonly acceptedAt: Date;
}

export interface PostRow extends Omit<NewPost, "references"> {
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
  const row = await tx.query
    .insertInto("post")
    .values({
      list_id: post.listId,
      inbox_id: post.inboxId,
      number,
      thread_number: (await threadOf(tx, post)) ?? number,
      message_id: post.messageId,
      author_member_id: post.authorMemberId,
      subject_outer: post.subjectOuter,
      accepted_at: post.acceptedAt.getTime(),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toPost(row);
}

export async function postOfInbox(tx: Reader, inboxId: InboxId): Promise<PostRow | null> {
  const row = await tx.query
    .selectFrom("post")
    .selectAll()
    .where("inbox_id", "=", inboxId)
    .executeTakeFirst();
  return row ? toPost(row) : null;
}

/** Every member's copy is sealed: bodies whose deliveries are done already go now. */
export async function finishPost(tx: Transactor, id: PostId, now: Date): Promise<void> {
  await tx.query.updateTable("post").set({ state: "sent" }).where("id", "=", id).execute();
  await tx.query.deleteFrom("post_member").where("post_id", "=", id).execute();
  await eraseBodiesIfDone(tx, await bodiesOfPost(tx, id), now);
}

async function threadOf(tx: Reader, { listId, references }: NewPost): Promise<number | null> {
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
    subjectOuter: row.subject_outer,
    acceptedAt: new Date(row.accepted_at),
  };
}
