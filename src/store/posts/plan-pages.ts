/**
 * How far the plan of a post is made. Members are planned for in the order of their ids, a page per transaction, up to
 * the newest one at acceptance: who joins later is not among them, whenever the rest of the plan is made.
 */
import type { MemberId, PostId } from "#base";
import type { Reader, Transactor } from "../engine/database.ts";

/** Members whose id is above `after` and at most `until`. */
export interface RestOfPlan {
  readonly after: MemberId;
  readonly until: MemberId;
  /** Who reads digests gets the post in one. */
  readonly forDigest: boolean;
}

/** With the acceptance: nobody is planned for yet. */
export async function beginPlan(tx: Transactor, id: PostId): Promise<void> {
  await tx.query
    .updateTable("post")
    .set((b) => ({ plan_until: b.selectFrom("member").select((m) => m.fn.max("member.id").as("newest")) }))
    .where("id", "=", id)
    .execute();
}

/** null: the plan is whole. */
export async function restOfPlan(tx: Reader, id: PostId): Promise<RestOfPlan | null> {
  const row = await tx.query
    .selectFrom("post")
    .leftJoin("digest_post", "digest_post.post_id", "post.id")
    .select(["plan_after as after", "plan_until as until", "digest_post.post_id as waiting"])
    .where("post.id", "=", id)
    .executeTakeFirst();
  if (row === undefined || row.until === null) return null;
  return { after: row.after, until: row.until, forDigest: row.waiting !== null };
}

/** In the transaction that plans for them: everybody up to `after` is planned for. null: everybody. */
export async function movePlan(tx: Transactor, id: PostId, after: MemberId | null): Promise<void> {
  await tx.query
    .updateTable("post")
    .set(after === null ? { plan_until: null } : { plan_after: after })
    .where("id", "=", id)
    .execute();
}
