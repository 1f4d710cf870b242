/** A post that was held when copies of it had left, and that is erased: nobody else gets one. */
import type { InboxId } from "#base";
import type { Transactor } from "../engine/database.ts";

/** In the transaction that erases the message. What is queued already goes out; its bodies go when that is done. */
export async function abandonPost(tx: Transactor, inboxId: InboxId): Promise<void> {
  const post = await tx.query
    .updateTable("post")
    .set({ state: "sent" })
    .where("inbox_id", "=", inboxId)
    .where("state", "=", "sealing")
    .returning("id")
    .executeTakeFirst();
  if (post !== undefined) await tx.query.deleteFrom("post_member").where("post_id", "=", post.id).execute();
}
