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

/** The first addresses of those who came after somebody, on whichever list. */
export async function addressesSince(tx: Reader, id: MemberId): Promise<ReadonlySet<AddressKey>> {
  const rows = await tx.query.selectFrom("member").select("address_key").where("id", ">", id).execute();
  return new Set(rows.map(({ address_key }) => address_key));
}
