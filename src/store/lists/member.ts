/** People on a list: readers, owners and moderators, known by their address. */
import {
  type AddressKey,
  addressKey,
  type EmailAddress,
  err,
  type ListId,
  type MemberId,
  ok,
  type Result,
} from "#base";
import type { Selectable } from "kysely";
import type { Reader, Transactor } from "../engine/database.ts";
import { forgetWaiting } from "../posts/kept.ts";
import type { MemberTable } from "../schema/schema.ts";

export interface StoredMember {
  readonly id: MemberId;
  readonly listId: ListId;
  readonly address: EmailAddress;
  readonly addressKey: AddressKey;
  readonly name: string;
  readonly language: string;
  /** Posts go to this person; an owner or moderator need not be a reader. */
  readonly receives: boolean;
  readonly owner: boolean;
  readonly moderator: boolean;
  readonly delivery: "on" | "off";
  readonly createdAt: Date;
}

export interface NewMember {
  readonly listId: ListId;
  readonly address: EmailAddress;
  readonly name?: string;
  readonly language?: string;
  readonly receives?: boolean;
  readonly owner?: boolean;
  readonly moderator?: boolean;
  readonly at: Date;
}

export async function insertMember(
  tx: Transactor,
  member: NewMember,
): Promise<Result<StoredMember, "already-exists">> {
  const row = await tx.query
    .insertInto("member")
    .values({
      list_id: member.listId,
      address: member.address,
      address_key: addressKey(member.address),
      name: member.name ?? "",
      language: member.language ?? "en",
      receives: flag(member.receives ?? true),
      owner: flag(member.owner ?? false),
      moderator: flag(member.moderator ?? false),
      delivery: "on",
      created_at: member.at.getTime(),
    })
    .onConflict((c) => c.columns(["list_id", "address_key"]).doNothing())
    .returningAll()
    .executeTakeFirst();
  return row ? ok(toMember(row)) : err("already-exists");
}

export async function memberByAddress(
  tx: Reader,
  listId: ListId,
  address: EmailAddress,
): Promise<StoredMember | null> {
  const row = await tx.query
    .selectFrom("member")
    .selectAll()
    .where("list_id", "=", listId)
    .where("address_key", "=", addressKey(address))
    .executeTakeFirst();
  return row ? toMember(row) : null;
}

export async function memberById(tx: Reader, id: MemberId): Promise<StoredMember | null> {
  const row = await tx.query.selectFrom("member").selectAll().where("id", "=", id).executeTakeFirst();
  return row ? toMember(row) : null;
}

export interface PageInput<I> {
  readonly listId: ListId;
  /** The last id of the page before; absent: the first page. */
  readonly after?: I | undefined;
  readonly limit: number;
}

/** One page of a list's members by id, readers or not. */
export async function memberPage(
  tx: Reader,
  { listId, after, limit }: PageInput<MemberId>,
): Promise<readonly StoredMember[]> {
  const rows = await tx.query
    .selectFrom("member")
    .selectAll()
    .where("list_id", "=", listId)
    .$if(after !== undefined, (q) => q.where("id", ">", after as MemberId))
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(toMember);
}

/** Owners and moderators: few, so all at once. */
export async function listStaff(tx: Reader, listId: ListId): Promise<readonly StoredMember[]> {
  const rows = await tx.query
    .selectFrom("member")
    .selectAll()
    .where("list_id", "=", listId)
    .where((b) => b.or([b("owner", "=", 1), b("moderator", "=", 1)]))
    .orderBy("id")
    .execute();
  return rows.map(toMember);
}

export async function countMembers(tx: Reader, listId: ListId): Promise<number> {
  const row = await tx.query
    .selectFrom("member")
    .select((b) => b.fn.countAll<number>().as("count"))
    .where("list_id", "=", listId)
    .executeTakeFirstOrThrow();
  return row.count;
}

export type MemberChange = Partial<
  Pick<StoredMember, "name" | "language" | "receives" | "owner" | "moderator" | "delivery">
>;

/** False if there is no such member. */
export async function updateMember(tx: Transactor, id: MemberId, change: MemberChange): Promise<boolean> {
  const { receives, owner, moderator, ...words } = change;
  const flags = Object.entries({ receives, owner, moderator }).filter(([, value]) => value !== undefined);
  const set = { ...words, ...Object.fromEntries(flags.map(([name, value]) => [name, flag(value === true)])) };
  if (Object.keys(set).length === 0) return (await memberById(tx, id)) !== null;
  const result = await tx.query.updateTable("member").set(set).where("id", "=", id).executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/**
 * The member and the bindings of their keys. What waits for their key goes; what waits to be sent to them is
 * dropped when it is claimed.
 */
export async function removeMember(tx: Transactor, id: MemberId): Promise<boolean> {
  await forgetWaiting(tx, id);
  const result = await tx.query.deleteFrom("member").where("id", "=", id).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

function flag(value: boolean): number {
  return value ? 1 : 0;
}

function toMember(row: Selectable<MemberTable>): StoredMember {
  const { id, address, name, language, delivery } = row;
  return {
    id,
    address,
    name,
    language,
    delivery,
    listId: row.list_id,
    addressKey: row.address_key,
    receives: row.receives === 1,
    owner: row.owner === 1,
    moderator: row.moderator === 1,
    createdAt: new Date(row.created_at),
  };
}
