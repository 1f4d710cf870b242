/**
 * Other addresses of members, each confirmed: what is written from one counts as the member's, and nothing is sent there.
 * On one list an address is one person's, whether as the first or as another.
 */
import type { Selectable } from "kysely";
import {
  addressKey,
  type AddressKey,
  type EmailAddress,
  err,
  type ListId,
  type MemberId,
  ok,
  type Result,
} from "#base";
import { among } from "../engine/among.ts";
import type { Reader, Transactor } from "../engine/database.ts";
import type { MemberTable } from "../schema/schema.ts";
import { closeWaysIn } from "./ways-in.ts";

export interface NewMemberAddress {
  readonly member: { readonly id: MemberId; readonly listId: ListId };
  readonly address: EmailAddress;
  readonly at: Date;
}

/** already-exists: it is somebody's on that list, or the member's own. How it could have come in otherwise is closed. */
export async function insertMemberAddress(
  tx: Transactor,
  { member: { id, listId }, address, at }: NewMemberAddress,
): Promise<Result<null, "already-exists">> {
  const key = addressKey(address);
  const first = await tx.query
    .selectFrom("member")
    .select("id")
    .where("list_id", "=", listId)
    .where("address_key", "=", key)
    .executeTakeFirst();
  if (first !== undefined) return err("already-exists");
  const row = { list_id: listId, member_id: id, address, address_key: key, confirmed_at: at.getTime() };
  const added = await tx.query
    .insertInto("member_address")
    .values(row)
    .onConflict((c) => c.columns(["list_id", "address_key"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  if (added === undefined) return err("already-exists");
  await closeWaysIn(tx, { listId, addressKey: key });
  return ok(null);
}

/** False: it was none of theirs. */
export async function removeMemberAddress(
  tx: Transactor,
  { id }: { readonly id: MemberId },
  address: EmailAddress,
): Promise<boolean> {
  const gone = await tx.query
    .deleteFrom("member_address")
    .where("member_id", "=", id)
    .where("address_key", "=", addressKey(address))
    .executeTakeFirst();
  return gone.numDeletedRows > 0n;
}

export interface MemberAddress {
  readonly memberId: MemberId;
  readonly address: EmailAddress;
}

/** The oldest first. */
export async function otherAddressesOf(
  tx: Reader,
  members: readonly MemberId[],
): Promise<readonly MemberAddress[]> {
  const rows = await tx.query
    .selectFrom("member_address")
    .select(["member_id", "address"])
    .where(among(tx, "member_id", members))
    .orderBy("id")
    .execute();
  return rows.map((row) => ({ memberId: row.member_id, address: row.address }));
}

/** Of all members of a list. */
export async function otherAddressesOn(tx: Reader, listId: ListId): Promise<readonly MemberAddress[]> {
  const rows = await tx.query
    .selectFrom("member_address")
    .select(["member_id", "address"])
    .where("list_id", "=", listId)
    .execute();
  return rows.map((row) => ({ memberId: row.member_id, address: row.address }));
}

/** Whose other address it is, on one list or on all. */
export async function membersOfOther(
  tx: Reader,
  key: AddressKey,
  listId?: ListId,
): Promise<readonly Selectable<MemberTable>[]> {
  return tx.query
    .selectFrom("member")
    .selectAll()
    .where("id", "in", (q) =>
      q
        .selectFrom("member_address")
        .select("member_id")
        .where("address_key", "=", key)
        .$if(listId !== undefined, (one) => one.where("list_id", "=", listId as ListId)),
    )
    .orderBy("list_id")
    .execute();
}
