/** Members whose key was lost while a copy for it was on its way: the post is planned again for them. */
import { sql } from "kysely";
import type { MemberId, PostId } from "#base";
import { among } from "../engine/among.ts";
import type { Transactor } from "../engine/database.ts";
import type { ClaimedRow } from "../mail-out/outbox.ts";

/**
 * Notes that the post waits for them, where it is still there, and frees the effects of the rows, so that other
 * copies can be queued. In the transaction that drops the rows, before that. Gives the copies of posts that are not kept:
 * nothing waits for their readers.
 */
export async function waitAgain(tx: Transactor, rows: readonly ClaimedRow[]): Promise<readonly ClaimedRow[]> {
  const copies = rows.filter((row) => row.postId !== null && row.memberId !== null);
  const there = await stillThere(tx, [...new Set(copies.map((row) => row.postId as PostId))]);
  const isThere = (row: ClaimedRow): boolean => there.has(row.postId as PostId);
  await noteLost(tx, copies.filter(isThere));
  return copies.filter((row) => !isThere(row));
}

async function noteLost(tx: Transactor, again: readonly ClaimedRow[]): Promise<void> {
  if (again.length === 0) return;
  const lost = again.map((row) => ({
    post_id: row.postId as PostId,
    member_id: row.memberId as MemberId,
    profile: "",
    fingerprint: "",
    state: "lost" as const,
  }));
  await tx.query
    .insertInto("post_member")
    .values(lost)
    .onConflict((c) => c.columns(["post_id", "member_id"]).doUpdateSet({ state: "lost" }))
    .execute();
  const ids = again.map((row) => row.id);
  await tx.query
    .updateTable("outbox")
    .set({ effect: sql<string>`effect || ':lost:' || id` })
    .where(among(tx, "id", ids))
    .execute();
}

/** Posts that are being sealed, or kept. On PostgreSQL nobody finishes one of them meanwhile. */
async function stillThere(tx: Transactor, postIds: readonly PostId[]): Promise<ReadonlySet<PostId>> {
  const found = await tx.query
    .selectFrom("post")
    .select(["post.id", "post.state"])
    .where(among(tx, "post.id", postIds))
    .orderBy("post.id")
    .$if(tx.kind === "postgres", (q) => q.forUpdate())
    .execute();
  const kept = await tx.query
    .selectFrom("kept")
    .select("post_id")
    .where(among(tx, "post_id", postIds))
    .execute();
  const keptIds = new Set(kept.map((row) => row.post_id));
  return new Set(found.filter((row) => row.state === "sealing" || keptIds.has(row.id)).map((row) => row.id));
}
