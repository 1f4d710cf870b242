/**
 * Who is to get a post: fixed when it is accepted, asked again when each chunk is sealed. Members who
 * left are dropped; for those who lost the key that was chosen another plan is made.
 */
import { type Insertable, sql } from "kysely";
import {
  type EmailAddress,
  type Fingerprint,
  keyUsability,
  type MemberId,
  type PostId,
  type Recipient,
} from "#base";
import { among } from "../engine/among.ts";
import type { Reader, Transactor } from "../engine/database.ts";
import { decodeKey } from "../lists/key-json.ts";
import { type Given, prepareQuery } from "../engine/prepare-query.ts";
import { prepareRows } from "../engine/prepare-rows.ts";
import type { PostMemberTable } from "../schema/schema-mail-out.ts";
import type { DecodedKeys } from "./decoded-keys.ts";

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

/** Adds members to the plan; those who are in it stay as they are. */
export async function planMembers(
  tx: Transactor,
  postId: PostId,
  members: readonly PlanMember[],
): Promise<void> {
  const rows = members.map(({ memberId, profile, fingerprint }) => ({
    post_id: postId,
    member_id: memberId,
    profile,
    fingerprint: fingerprint ?? "",
  }));
  await insertPlanned(tx, rows);
}

const insertPlanned = prepareRows<Insertable<PostMemberTable>>((query, rows) =>
  query
    .insertInto("post_member")
    .values(rows)
    .onConflict((c) => c.doNothing()),
);

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
  /** The same for all chunks of a profile; default: every key is decoded. */
  readonly keys?: DecodedKeys;
}

/** The next members to seal for; empty when the profile is done. Puts aside who must not get it so any more. */
export async function nextPlanChunk(
  tx: Transactor,
  input: PlanChunkInput,
): Promise<readonly PlannedMember[]> {
  for (;;) {
    const waiting = await waitingMembers(tx, { ...input, after: FIRST });
    const good = waiting.flatMap((row) => toPlanned(row, input) ?? []);
    input.keys?.forget(idsOf(waiting));
    const stay = new Set(good.map(({ memberId }) => memberId));
    const gone = waiting.filter((row) => !stay.has(row.member_id));
    await setPlanState(tx, input.postId, idsOf(gone.filter(hasLeft)), "dropped");
    await setPlanState(tx, input.postId, idsOf(gone.filter((row) => !hasLeft(row))), "lost");
    if (good.length > 0 || waiting.length === 0) return good;
  }
}

/** A look at members who wait behind one of them, so that their heads can be made before their turn comes. */
export async function planAhead(
  tx: Reader,
  input: PlanChunkInput & { readonly after: MemberId | null },
): Promise<readonly PlannedMember[]> {
  const waiting = await waitingMembers(tx, { ...input, after: input.after ?? FIRST });
  return waiting.flatMap((row) => toPlanned(row, input) ?? []);
}

/** In the transaction that stores their outbox rows. */
export async function markSealed(
  tx: Transactor,
  postId: PostId,
  memberIds: readonly MemberId[],
): Promise<void> {
  await setPlanState(tx, postId, memberIds, "sealed");
}

const FIRST = 0 as MemberId;

async function waitingMembers(tx: Reader, input: Waiting): Promise<readonly WaitingRow[]> {
  const { rows } = await selectWaiting(tx, input);
  return rows;
}

interface Waiting {
  readonly postId: PostId;
  readonly profile: string;
  readonly after: MemberId;
  readonly limit: number;
}

const selectWaiting = prepareQuery((tx: Reader, given: Given<Waiting>) =>
  tx.query
    .selectFrom("post_member")
    .leftJoin("member", (j) =>
      j.onRef("member.id", "=", "post_member.member_id").on("member.delivery", "=", "on"),
    )
    .leftJoin("member_key", (j) =>
      j
        .onRef("member_key.member_id", "=", "post_member.member_id")
        .onRef("member_key.fingerprint", "=", "post_member.fingerprint"),
    )
    .select([
      "post_member.member_id",
      "post_member.fingerprint",
      "member.address",
      "member.name",
      "recipient",
      "description",
    ])
    .where("post_id", "=", given("postId"))
    .where("profile", "=", given("profile"))
    .where(IS_WAITING)
    .where("post_member.member_id", ">", given("after"))
    .orderBy("post_member.member_id")
    .limit(given("limit")),
);

interface WaitingRow {
  readonly member_id: MemberId;
  readonly fingerprint: string;
  readonly address: EmailAddress | null;
  readonly name: string | null;
  readonly recipient: string | null;
  readonly description: string | null;
}

/** They receive nothing by now. */
function hasLeft({ address }: WaitingRow): boolean {
  return address === null;
}

function idsOf(rows: readonly WaitingRow[]): readonly MemberId[] {
  return rows.map((row) => row.member_id);
}

/** null: they receive nothing by now, or the key that was chosen is gone or cannot be used. */
function toPlanned(row: WaitingRow, { keys, now }: PlanChunkInput): PlannedMember | null {
  const { address, fingerprint, name, recipient, description } = row;
  if (address === null) return null;
  const known = { memberId: row.member_id, address, name: name ?? "" };
  if (fingerprint === "") return { ...known, fingerprint: null, recipient: null };
  if (description === null) return null;
  const key = keys?.decode(row.member_id, { recipient, description }) ?? decodeKey(recipient, description);
  const { usable } = keyUsability(key, now);
  return usable && { ...known, fingerprint: fingerprint as Fingerprint, recipient: usable };
}

async function setPlanState(
  tx: Transactor,
  postId: PostId,
  ids: readonly MemberId[],
  state: "sealed" | "dropped" | "lost",
): Promise<void> {
  if (ids.length > 0) await updatePlanState(tx, { postId, ids, state });
}

interface PlanState {
  readonly postId: PostId;
  readonly ids: readonly MemberId[];
  readonly state: "sealed" | "dropped" | "lost";
}

const updatePlanState = prepareQuery((tx, given: Given<PlanState>) =>
  tx.query
    .updateTable("post_member")
    .set({ state: given("state") })
    .where("post_id", "=", given("postId"))
    .where(among(tx, "member_id", given("ids"))),
);
