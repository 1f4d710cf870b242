/** What waits for whom, and who was told of it when. */
import type { ListId, MemberId } from "#base";
import { among } from "../engine/among.ts";
import type { Reader, Transactor } from "../engine/database.ts";
import { IS_KEPT } from "./kept.ts";

export interface WaitingFor {
  /** How many posts are kept for this member. */
  readonly kept: number;
  /** When the first of them is erased; null: none is kept. */
  readonly until: Date | null;
  /** When the member was last told; null: not yet. */
  readonly toldAt: Date | null;
}

/** Of those among some members whom anything is known of. At most a few hundred at a time. */
export async function waitingFor(
  tx: Reader,
  memberIds: readonly MemberId[],
): Promise<ReadonlyMap<MemberId, WaitingFor>> {
  if (memberIds.length === 0) return new Map();
  const kept = await keptQuery(tx)
    .where(among(tx, "member_id", memberIds))
    .execute();
  const told = await tx.query
    .selectFrom("waiting_notice")
    .selectAll()
    .where(among(tx, "member_id", memberIds))
    .execute();
  return joined(kept, told);
}

/** The same for all of a list who wait for something, or were told some time. */
export async function waitingOnList(tx: Reader, listId: ListId): Promise<ReadonlyMap<MemberId, WaitingFor>> {
  const kept = await keptQuery(tx).where("kept.list_id", "=", listId).execute();
  const told = await tx.query
    .selectFrom("waiting_notice")
    .innerJoin("member", "member.id", "waiting_notice.member_id")
    .selectAll("waiting_notice")
    .where("list_id", "=", listId)
    .execute();
  return joined(kept, told);
}

/** In the transaction that queues the notice. */
export async function noteTold(tx: Transactor, memberId: MemberId, at: Date): Promise<void> {
  const told_at = at.getTime();
  await tx.query
    .insertInto("waiting_notice")
    .values({ member_id: memberId, told_at })
    .onConflict((c) => c.column("member_id").doUpdateSet({ told_at }))
    .execute();
}

function keptQuery(tx: Reader) {
  return tx.query
    .selectFrom("post_member")
    .innerJoin("kept", "kept.post_id", "post_member.post_id")
    .select((b) => [
      "post_member.member_id",
      b.fn.countAll<number>().as("count"),
      b.fn.min("kept.until").as("until"),
    ])
    .where(IS_KEPT)
    .groupBy("post_member.member_id");
}

function joined(
  kept: readonly { readonly member_id: MemberId; readonly count: number; readonly until: number }[],
  told: readonly { readonly member_id: MemberId; readonly told_at: number }[],
): ReadonlyMap<MemberId, WaitingFor> {
  const found = new Map<MemberId, WaitingFor>();
  for (const { member_id, count, until } of kept)
    found.set(member_id, { kept: count, until: new Date(until), toldAt: null });
  for (const { member_id, told_at } of told) {
    const known = found.get(member_id) ?? { kept: 0, until: null };
    found.set(member_id, { ...known, toldAt: new Date(told_at) });
  }
  return found;
}
