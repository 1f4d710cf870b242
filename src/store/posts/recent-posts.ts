/** How much somebody wrote lately. */
import type { InboxId, ListId, MemberId } from "#base";
import type { Reader } from "../engine/database.ts";

export interface Writing {
  readonly listId: ListId;
  readonly author: MemberId;
  readonly since: Date;
  readonly until: Date;
  /** The inbox row of the post that is asked about, which may be accepted already: it is not counted. */
  readonly besides: InboxId;
}

/** Accepted posts of a member. Nobody's name stands at those of an anonymous list. */
export async function countRecentPosts(tx: Reader, writing: Writing): Promise<number> {
  const { listId, author, since, until, besides } = writing;
  const row = await tx.query
    .selectFrom("post")
    .select((b) => b.fn.countAll<number>().as("count"))
    .where("accepted_at", ">", since.getTime())
    .where("accepted_at", "<=", until.getTime())
    .where("inbox_id", "!=", besides)
    .where("list_id", "=", listId)
    .where("author_member_id", "=", author)
    .executeTakeFirstOrThrow();
  return row.count;
}
