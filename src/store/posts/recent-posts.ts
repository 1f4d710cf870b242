/** How much somebody wrote lately. */
import type { ListId, MemberId } from "#base";
import type { Reader } from "../engine/database.ts";

export interface Writing {
  readonly listId: ListId;
  readonly author: MemberId;
  readonly since: Date;
}

/** Accepted posts of a member. Nobody's name stands at those of an anonymous list. */
export async function countRecentPosts(tx: Reader, { listId, author, since }: Writing): Promise<number> {
  const row = await tx.query
    .selectFrom("post")
    .select((b) => b.fn.countAll<number>().as("count"))
    .where("accepted_at", ">", since.getTime())
    .where("list_id", "=", listId)
    .where("author_member_id", "=", author)
    .executeTakeFirstOrThrow();
  return row.count;
}
