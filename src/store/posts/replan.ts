/** The plan of a post made again for members who wait for a key, or lost the one that was chosen. */
import { sql } from "kysely";
import type { ListId, MemberId, PostId } from "#base";
import { among } from "../engine/among.ts";
import type { Reader, Transactor } from "../engine/database.ts";
import { type FanOutMember, fanOutKeys } from "../lists/fan-out.ts";
import { IS_KEPT } from "./kept.ts";
import type { PlanMember } from "./plan.ts";

export interface LeftMember extends Pick<FanOutMember, "memberId" | "keys"> {
  /** Their key was lost after the plan was made, and they were not told yet. */
  readonly lost: boolean;
  /** Posts are to be sent to them at present. */
  readonly receives: boolean;
}

export interface LeftInput {
  readonly postId: PostId;
  /** lost: only those who lost the key that was chosen. */
  readonly who: "all" | "lost";
  readonly after: MemberId | undefined;
  readonly limit: number;
}

/** One page, by id, of the members whom a post waits for. */
export async function leftMembers(tx: Reader, input: LeftInput): Promise<readonly LeftMember[]> {
  const rows = await tx.query
    .selectFrom("post_member")
    .innerJoin("member", "member.id", "post_member.member_id")
    .select(["post_member.member_id", "post_member.state", "member.receives", "member.delivery"])
    .where("post_id", "=", input.postId)
    .where(IS_KEPT)
    .$if(input.who === "lost", (q) => q.where("post_member.state", "=", "lost"))
    .where("post_member.member_id", ">", input.after ?? (0 as MemberId))
    .orderBy("post_member.member_id")
    .limit(input.limit)
    .execute();
  const ids = rows.map((row) => row.member_id);
  const keys = await fanOutKeys(tx, ids);
  return rows.map(({ member_id: memberId, state, receives, delivery }) => ({
    memberId,
    keys: keys.get(memberId) ?? [],
    lost: state === "lost",
    receives: receives === 1 && delivery === "on",
  }));
}

/** They wait to be sealed for, or to be told, by another plan. */
export async function replanMembers(
  tx: Transactor,
  postId: PostId,
  members: readonly PlanMember[],
): Promise<void> {
  for (const { memberId, profile, fingerprint } of members) {
    await tx.query
      .updateTable("post_member")
      .set({ state: "waiting", profile, fingerprint: fingerprint ?? "" })
      .where("post_id", "=", postId)
      .where("member_id", "=", memberId)
      .execute();
  }
  if (members.length === 0) return;
  await tx.query.updateTable("post").set({ state: "sealing" }).where("id", "=", postId).execute();
}

/** They were told, or are not to be told: the post waits for their key. */
export async function markKept(
  tx: Transactor,
  postId: PostId,
  memberIds: readonly MemberId[],
): Promise<void> {
  if (memberIds.length === 0) return;
  await tx.query
    .updateTable("post_member")
    .set({ state: "kept" })
    .where("post_id", "=", postId)
    .where(among(tx, "member_id", memberIds))
    .execute();
}

/** Lists that keep posts for somebody. */
export async function listsThatKeep(tx: Reader): Promise<readonly ListId[]> {
  const rows = await tx.query.selectFrom("kept").select("list_id").distinct().orderBy("list_id").execute();
  return rows.map((row) => row.list_id);
}

export interface WaitingReader extends Pick<FanOutMember, "memberId" | "keys"> {
  /** Some post is to be planned again for them, whether they have a key or not. */
  readonly lost: boolean;
}

export interface WaitingPage {
  /** Those of the page who wait for posts and may get them by now, by their keys. */
  readonly waiting: readonly WaitingReader[];
  /** The last member of the page; null: there are no more. */
  readonly last: MemberId | null;
}

/** A page is of all members of a list, so that none takes long. */
export async function waitingReaders(
  tx: Reader,
  { listId, after, limit }: Pick<LeftInput, "after" | "limit"> & { readonly listId: ListId },
): Promise<WaitingPage> {
  const page = await tx.query
    .selectFrom("member")
    .select("id")
    .where("list_id", "=", listId)
    .where("id", ">", after ?? (0 as MemberId))
    .orderBy("id")
    .limit(limit)
    .execute();
  const rows = await waitingAmong(
    tx,
    page.map((row) => row.id),
  );
  const ids = rows.map((row) => row.id);
  const keys = await fanOutKeys(tx, ids);
  const waiting = rows.map(({ id, lost }) => ({
    memberId: id,
    keys: keys.get(id) ?? [],
    lost: lost === 1,
  }));
  return { waiting, last: page.length < limit ? null : (page.at(-1)?.id ?? null) };
}

async function waitingAmong(tx: Reader, ids: readonly MemberId[]) {
  const waits = (state: "lost" | "kept") =>
    sql<boolean>`exists (select 1 from post_member
      where post_member.member_id = member.id and ${IS_KEPT} and post_member.state = ${state})`;
  const hasKey = sql<boolean>`exists (select 1 from member_key
      where member_key.member_id = member.id and member_key.recipient is not null)`;
  return tx.query
    .selectFrom("member")
    .select(["id", sql<number>`case when ${waits("lost")} then 1 else 0 end`.as("lost")])
    .where(among(tx, "id", ids))
    .where("receives", "=", 1)
    .where("delivery", "=", "on")
    .where(sql<boolean>`(${waits("lost")} or (${waits("kept")} and ${hasKey}))`)
    .orderBy("id")
    .execute();
}

export interface ReadyMembers {
  /** Who can be sealed for by now. */
  readonly sealable: readonly MemberId[];
  /** Whose posts are to be planned again if their key was lost. */
  readonly lost: readonly MemberId[];
}

/**
 * The oldest kept post of a list that one of them waits for; null if there is none, or one is in hand: they go one
 * after the other, in order.
 */
export async function oldestFor(
  tx: Reader,
  listId: ListId,
  { sealable, lost }: ReadyMembers,
): Promise<PostId | null> {
  const row = await tx.query
    .selectFrom("kept")
    .innerJoin("post_member", "post_member.post_id", "kept.post_id")
    .select("kept.post_id")
    .where("kept.list_id", "=", listId)
    .where("kept.blob_id", "is not", null)
    .where(
      sql<boolean>`not exists (select 1 from kept k join inbox on inbox.id = k.inbox_id
      where k.list_id = ${listId} and k.blob_id is null and inbox.state = 'sealing')`,
    )
    .where(IS_KEPT)
    .where(among(tx, "post_member.member_id", [...sealable, ...lost]))
    .where((b) => b.or([b("post_member.state", "=", "lost"), among(tx, "post_member.member_id", sealable)]))
    .orderBy("kept.post_id")
    .limit(1)
    .executeTakeFirst();
  return row?.post_id ?? null;
}
