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
import type { Selectable, Updateable } from "kysely";
import type { Reader, Transactor } from "../engine/database.ts";
import { forgetWaiting } from "../posts/kept.ts";
import type { DigestForm } from "../schema/schema-digests.ts";
import type { MemberTable } from "../schema/schema.ts";
import { membersOfOther, removeMemberAddress } from "./member-address.ts";
import { closeWaysIn } from "./ways-in.ts";

export interface StoredMember {
  readonly id: MemberId;
  readonly listId: ListId;
  readonly address: EmailAddress;
  readonly addressKey: AddressKey;
  readonly name: string;
  /** That they chose; "": none, and the list's counts. */
  readonly language: string;
  /** Posts go to this person; an owner or moderator need not be a reader. */
  readonly receives: boolean;
  readonly owner: boolean;
  readonly moderator: boolean;
  readonly delivery: "on" | "off";
  /** Who switched it off; "" while it is on. */
  readonly deliveryWhy: "" | "member" | "owner";
  /** On again from then (a vacation); null: when somebody says so. */
  readonly deliveryUntil: Date | null;
  /** Hears of each post of theirs that went out. */
  readonly ack: boolean;
  /** Does not get their own posts. */
  readonly notMetoo: boolean;
  /** Does not get a post that names them in To or Cc. */
  readonly noDupes: boolean;
  /** Topics of which they want posts; empty: of all. */
  readonly topics: readonly string[];
  /** Where they chose topics: gets also what is about none of the list's. */
  readonly otherTopics: boolean;
  /** Not shown to other members. */
  readonly conceal: boolean;
  /** Posts come many in one mail; "": each by itself. */
  readonly digest: "" | DigestForm;
  /** An owner looks at their posts first. */
  readonly moderated: boolean;
  readonly createdAt: Date;
}

/** What members choose for themselves, and an owner for them. */
type MemberFlag = (typeof FLAGS)[number];

export interface NewMember {
  readonly listId: ListId;
  readonly address: EmailAddress;
  readonly name?: string;
  readonly language?: string;
  readonly receives?: boolean;
  readonly owner?: boolean;
  readonly moderator?: boolean;
  readonly ack?: boolean;
  readonly notMetoo?: boolean;
  readonly noDupes?: boolean;
  readonly conceal?: boolean;
  readonly moderated?: boolean;
  readonly at: Date;
}

const FLAGS = [
  "receives",
  "owner",
  "moderator",
  "ack",
  "notMetoo",
  "noDupes",
  "otherTopics",
  "conceal",
  "moderated",
] as const;

/** How they could have come in otherwise is closed. */
export async function insertMember(
  tx: Transactor,
  added: NewMember,
): Promise<Result<StoredMember, "already-exists">> {
  const others = await membersOfOther(tx, addressKey(added.address), added.listId);
  if (others.length > 0) return err("already-exists");
  const row = await tx.query
    .insertInto("member")
    .values({
      list_id: added.listId,
      address: added.address,
      address_key: addressKey(added.address),
      name: added.name ?? "",
      language: added.language ?? "",
      receives: flag(added.receives ?? true),
      owner: flag(added.owner ?? false),
      moderator: flag(added.moderator ?? false),
      ack: flag(added.ack ?? false),
      not_metoo: flag(added.notMetoo ?? false),
      no_dupes: flag(added.noDupes ?? false),
      conceal: flag(added.conceal ?? false),
      moderated: flag(added.moderated ?? false),
      delivery: "on",
      created_at: added.at.getTime(),
    })
    .onConflict((c) => c.columns(["list_id", "address_key"]).doNothing())
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return err("already-exists");
  const member = toMember(row);
  await closeWaysIn(tx, member);
  return ok(member);
}

/** By the first or by another of their addresses. */
export async function memberByAddress(
  tx: Reader,
  listId: ListId,
  address: EmailAddress,
): Promise<StoredMember | null> {
  const first = await tx.query
    .selectFrom("member")
    .selectAll()
    .where("list_id", "=", listId)
    .where("address_key", "=", addressKey(address))
    .executeTakeFirst();
  const row = first ?? (await membersOfOther(tx, addressKey(address), listId))[0];
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

type Changeable = "name" | "language" | MemberFlag | "delivery" | "deliveryWhy" | "deliveryUntil" | "topics";
/** What is absent or undefined stays as it is. */
export type MemberChange = { readonly [Field in Changeable]?: StoredMember[Field] | undefined };

const COLUMNS = { notMetoo: "not_metoo", noDupes: "no_dupes", otherTopics: "other_topics" } as const;

/** False if there is no such member. */
export async function updateMember(tx: Transactor, id: MemberId, change: MemberChange): Promise<boolean> {
  const set = columnsOf(change);
  if (Object.keys(set).length === 0) return (await memberById(tx, id)) !== null;
  const result = await tx.query.updateTable("member").set(set).where("id", "=", id).executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

function columnsOf(change: MemberChange): Updateable<MemberTable> {
  const flags = FLAGS.flatMap((name) => {
    const value = change[name];
    const column = name === "notMetoo" || name === "noDupes" || name === "otherTopics" ? COLUMNS[name] : name;
    return value === undefined ? [] : [[column, flag(value)] as const];
  });
  const { name, language, delivery, deliveryWhy, deliveryUntil, topics } = change;
  const words = { name, language, delivery, delivery_why: deliveryWhy, topics: topics?.join("\n") };
  const until = deliveryUntil === undefined ? {} : { delivery_until: deliveryUntil?.getTime() ?? null };
  const given = Object.entries(words).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries([...flags, ...given]), ...until };
}

/** The same person under another address; false: that address is on the list already. */
export async function moveMember(
  tx: Transactor,
  { id, listId }: Pick<StoredMember, "id" | "listId">,
  to: EmailAddress,
): Promise<boolean> {
  const other = await memberByAddress(tx, listId, to);
  if (other !== null && other.id !== id) return false;
  const set = { address: to, address_key: addressKey(to) };
  await removeMemberAddress(tx, { id }, to);
  await tx.query.updateTable("member").set(set).where("id", "=", id).execute();
  await closeWaysIn(tx, { listId, addressKey: set.address_key });
  return true;
}

/** Everybody's rows under an address, on all lists; first those whose first address it is. */
export async function membershipsOf(tx: Reader, address: EmailAddress): Promise<readonly StoredMember[]> {
  const rows = await tx.query
    .selectFrom("member")
    .selectAll()
    .where("address_key", "=", addressKey(address))
    .orderBy("list_id")
    .execute();
  const others = await membersOfOther(tx, addressKey(address));
  return [...rows, ...others].map(toMember);
}

/**
 * The member and the bindings of their keys. What waits for their key goes; what waits to be sent to them is
 * dropped when it is claimed. An undo is recorded after this.
 */
export async function removeMember(tx: Transactor, id: MemberId): Promise<boolean> {
  await forgetWaiting(tx, id);
  const row = await tx.query
    .deleteFrom("member")
    .where("id", "=", id)
    .returning(["list_id", "address_key"])
    .executeTakeFirst();
  if (row === undefined) return false;
  await closeWaysIn(tx, { listId: row.list_id, addressKey: row.address_key });
  return true;
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
    deliveryWhy: row.delivery_why,
    deliveryUntil: row.delivery_until === null ? null : new Date(row.delivery_until),
    ack: row.ack === 1,
    notMetoo: row.not_metoo === 1,
    noDupes: row.no_dupes === 1,
    topics: topicNames(row.topics),
    otherTopics: row.other_topics === 1,
    conceal: row.conceal === 1,
    digest: row.digest,
    moderated: row.moderated === 1,
    createdAt: new Date(row.created_at),
  };
}

export function topicNames(stored: string): readonly string[] {
  return stored === "" ? [] : stored.split("\n");
}
