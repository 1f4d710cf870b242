/** Who joined any list since somebody looked: what waits for a member is looked at again then. */
import { type AddressKey, asId, type MemberId } from "#base";
import type { Reader } from "../engine/database.ts";

/** Of all lists; 0: nobody was ever one. */
export async function newestMember(tx: Reader): Promise<MemberId> {
  const row = await tx.query
    .selectFrom("member")
    .select("id")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? asId<MemberId>(0);
}

/**
 * Members above an id, on whichever list, with their first addresses. PostgreSQL gives ids out before they can be seen: one
 * that is not there yet may still come below others.
 */
export async function membersAbove(tx: Reader, id: MemberId): Promise<ReadonlyMap<MemberId, AddressKey>> {
  const rows = await tx.query
    .selectFrom("member")
    .select(["id", "address_key"])
    .where("id", ">", id)
    .execute();
  return new Map(rows.map((row) => [row.id, row.address_key]));
}
