/** Posts that nobody got in a digest, and why: the owners hear of them. */
import type { ListId } from "#base";
import type { Reader, Transactor } from "../engine/database.ts";
import type { WhyLeftOut } from "../schema/schema-digests.ts";

export interface LeftOutPost {
  /** Of the post on its list. */
  readonly number: number;
  readonly why: WhyLeftOut;
}

/** Each once. */
export async function noteLeftOut(
  tx: Transactor,
  { listId, at }: { readonly listId: ListId; readonly at: Date },
  posts: readonly LeftOutPost[],
): Promise<void> {
  if (posts.length === 0) return;
  const rows = posts.map(({ number, why }) => ({ list_id: listId, number, why, at: at.getTime() }));
  await tx.query
    .insertInto("digest_left_out")
    .values(rows)
    .onConflict((c) => c.doNothing())
    .execute();
}

/** Of a time, by number. */
export async function leftOutOfDigests(
  tx: Reader,
  listId: ListId,
  { from, until }: { readonly from: Date; readonly until: Date },
): Promise<readonly LeftOutPost[]> {
  return tx.query
    .selectFrom("digest_left_out")
    .select(["number", "why"])
    .where("list_id", "=", listId)
    .where("at", ">=", from.getTime())
    .where("at", "<", until.getTime())
    .orderBy("number")
    .execute();
}
