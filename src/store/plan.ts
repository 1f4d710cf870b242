/**
 * Who is to get a post: fixed when it is accepted, asked again when each chunk is sealed. Members who
 * left, or lost the key that was chosen, are dropped.
 */
import { sql } from "kysely";
import type { EmailAddress, Fingerprint, ListId, MemberId, PostId, Recipient, Scheme } from "#base";
import type { Reader, Transactor } from "./database.ts";
import { decodeRecipient } from "./key-json.ts";
import type { PageInput } from "./member.ts";

const INSERT_ROWS = 500;
/** Literal, so that SQLite recognises the partial index. */
const IS_WAITING = sql<boolean>`post_member.state = 'waiting'`;

export interface PlanMember {
  readonly memberId: MemberId;
  readonly profile: string;
  /** The key to seal to; null: sent in clear. */
  readonly fingerprint: Fingerprint | null;
}

export interface PlannedMember {
  readonly memberId: MemberId;
  readonly address: EmailAddress;
  readonly name: string;
  readonly fingerprint: Fingerprint | null;
  readonly recipient: Recipient | null;
}

/** What the plan is made from: a member and the keys that mail can be sealed to. */
export interface FanOutMember {
  readonly memberId: MemberId;
  readonly address: EmailAddress;
  readonly language: string;
  readonly keys: readonly FanOutKey[];
}

export interface FanOutKey {
  readonly scheme: Scheme;
  readonly fingerprint: Fingerprint;
  readonly recipient: Recipient;
}

/** One page of the members who receive posts, by id. Keys the owner pinned first, then the newest. */
export async function fanOutPage(
  tx: Reader,
  { listId, after, limit }: PageInput<MemberId>,
): Promise<readonly FanOutMember[]> {
  const members = await tx.query
    .selectFrom("member")
    .select(["id", "address", "language"])
    .where("list_id", "=", listId)
    .where("receives", "=", 1)
    .where("delivery", "=", "on")
    .$if(after !== undefined, (q) => q.where("id", ">", after as MemberId))
    .orderBy("id")
    .limit(limit)
    .execute();
  const keys = await fanOutKeys(
    tx,
    listId,
    members.map((member) => member.id),
  );
  return members.map(({ id, ...member }) => ({ ...member, memberId: id, keys: keys.get(id) ?? [] }));
}

/** Adds members to the plan; those who are in it stay as they are. */
export async function planMembers(
  tx: Transactor,
  postId: PostId,
  members: readonly PlanMember[],
): Promise<void> {
  for (let start = 0; start < members.length; start += INSERT_ROWS) {
    const rows = members.slice(start, start + INSERT_ROWS).map(({ memberId, profile, fingerprint }) => ({
      post_id: postId,
      member_id: memberId,
      profile,
      fingerprint: fingerprint ?? "",
    }));
    await tx.query
      .insertInto("post_member")
      .values(rows)
      .onConflict((c) => c.doNothing())
      .execute();
  }
}

/** The profiles that still have members waiting. */
export async function waitingProfiles(tx: Reader, postId: PostId): Promise<readonly string[]> {
  const rows = await tx.query
    .selectFrom("post_member")
    .select("profile")
    .distinct()
    .where("post_id", "=", postId)
    .where(IS_WAITING)
    .orderBy("profile")
    .execute();
  return rows.map((row) => row.profile);
}

export interface PlanChunkInput {
  readonly postId: PostId;
  readonly profile: string;
  readonly now: Date;
  readonly limit: number;
}

/** The next members to seal for; empty when the profile is done. Drops who must not get it any more. */
export async function nextPlanChunk(
  tx: Transactor,
  input: PlanChunkInput,
): Promise<readonly PlannedMember[]> {
  for (;;) {
    const waiting = await waitingMembers(tx, input);
    const good = waiting.filter((row) => row.address !== null && (row.fingerprint === "" || row.recipient));
    const gone = waiting.filter((row) => !good.includes(row)).map((row) => row.member_id);
    await setPlanState(tx, input.postId, gone, "dropped");
    if (good.length > 0 || waiting.length === 0) return good.map(toPlanned);
  }
}

/** In the transaction that stores their outbox rows. */
export async function markSealed(
  tx: Transactor,
  postId: PostId,
  memberIds: readonly MemberId[],
): Promise<void> {
  await setPlanState(tx, postId, memberIds, "sealed");
}

async function waitingMembers(
  tx: Reader,
  { postId, profile, now, limit }: PlanChunkInput,
): Promise<WaitingRow[]> {
  return tx.query
    .selectFrom("post_member")
    .leftJoin("member", (j) =>
      j.onRef("member.id", "=", "post_member.member_id").on("member.delivery", "=", "on"),
    )
    .leftJoin("member_key", (j) =>
      j
        .onRef("member_key.member_id", "=", "post_member.member_id")
        .onRef("member_key.fingerprint", "=", "post_member.fingerprint")
        .on((b) => b.or([b("usable_until", "is", null), b("usable_until", ">", now.getTime())])),
    )
    .select([
      "post_member.member_id",
      "post_member.fingerprint",
      "member.address",
      "member.name",
      "recipient",
    ])
    .where("post_id", "=", postId)
    .where("profile", "=", profile)
    .where(IS_WAITING)
    .orderBy("post_member.member_id")
    .limit(limit)
    .execute();
}

interface WaitingRow {
  readonly member_id: MemberId;
  readonly fingerprint: string;
  readonly address: EmailAddress | null;
  readonly name: string | null;
  readonly recipient: string | null;
}

function toPlanned(row: WaitingRow): PlannedMember {
  return {
    memberId: row.member_id,
    address: row.address as EmailAddress,
    name: row.name ?? "",
    fingerprint: row.fingerprint === "" ? null : (row.fingerprint as Fingerprint),
    recipient: row.recipient === null ? null : decodeRecipient(row.recipient),
  };
}

async function setPlanState(
  tx: Transactor,
  postId: PostId,
  memberIds: readonly MemberId[],
  state: "sealed" | "dropped",
): Promise<void> {
  if (memberIds.length === 0) return;
  await tx.query
    .updateTable("post_member")
    .set({ state })
    .where("post_id", "=", postId)
    .where("member_id", "in", memberIds)
    .execute();
}

async function fanOutKeys(
  tx: Reader,
  listId: ListId,
  memberIds: readonly MemberId[],
): Promise<ReadonlyMap<MemberId, FanOutKey[]>> {
  const keys = new Map<MemberId, FanOutKey[]>();
  if (memberIds.length === 0) return keys;
  const rows = await tx.query
    .selectFrom("member_key")
    .select(["member_id", "scheme", "fingerprint", "recipient"])
    .where("list_id", "=", listId)
    .where("member_id", "in", memberIds)
    .where("recipient", "is not", null)
    .orderBy("pinned", "desc")
    .orderBy("id", "desc")
    .execute();
  for (const { member_id, scheme, fingerprint, recipient } of rows) {
    const key = { scheme, fingerprint, recipient: decodeRecipient(recipient as string) };
    keys.set(member_id, [...(keys.get(member_id) ?? []), key]);
  }
  return keys;
}
