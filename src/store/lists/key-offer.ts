/** Keys that came along with mail, or were found elsewhere, and wait for an owner (S9). */
import type { Bytes, EmailAddress, Fingerprint, KeyOfferId, ListId, MemberId, Scheme } from "#base";
import type { Reader, Transactor } from "../engine/database.ts";
import type { KeyOfferTable } from "../schema/schema-keys.ts";

export interface NewKeyOffer {
  readonly listId: ListId;
  readonly memberId: MemberId;
  readonly scheme: Scheme;
  readonly fingerprint: Fingerprint;
  /** Binary transferable public key, or certificate as DER. */
  readonly publicKey: Bytes;
  readonly via: KeyOfferTable["via"];
  readonly at: Date;
  readonly until: Date;
}

export interface KeyOffer extends Omit<NewKeyOffer, "at" | "until"> {
  readonly id: KeyOfferId;
  readonly member: EmailAddress;
  readonly offeredAt: Date;
}

/**
 * False if it waits already, an owner refused it, or the member has so many waiting: what comes first stays.
 *
 * @param most how many may wait for one member
 */
export async function insertKeyOffer(tx: Transactor, offer: NewKeyOffer, most: number): Promise<boolean> {
  const { waiting } = await tx.query
    .selectFrom("key_offer")
    .select((b) => b.fn.countAll<number>().as("waiting"))
    .where("member_id", "=", offer.memberId)
    .where("state", "=", "waiting")
    .executeTakeFirstOrThrow();
  if (waiting >= most) return false;
  const { listId: list_id, memberId: member_id, scheme, fingerprint, publicKey, via } = offer;
  const times = { offered_at: offer.at.getTime(), until: offer.until.getTime() };
  const row = await tx.query
    .insertInto("key_offer")
    .values({ list_id, member_id, scheme, fingerprint, public: publicKey, via, ...times })
    .onConflict((c) => c.columns(["list_id", "member_id", "fingerprint"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Those that wait on a list, the oldest first. */
export async function keyOffers(tx: Reader, listId: ListId): Promise<readonly KeyOffer[]> {
  const rows = await tx.query
    .selectFrom("key_offer")
    .innerJoin("member", "member.id", "key_offer.member_id")
    .selectAll("key_offer")
    .select("member.address")
    .where("key_offer.list_id", "=", listId)
    .where("state", "=", "waiting")
    .orderBy("key_offer.id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    listId: row.list_id,
    memberId: row.member_id,
    member: row.address,
    scheme: row.scheme,
    fingerprint: row.fingerprint,
    publicKey: row.public,
    via: row.via,
    offeredAt: new Date(row.offered_at),
  }));
}

export async function countKeyOffers(tx: Reader, listId: ListId): Promise<number> {
  const { waiting } = await tx.query
    .selectFrom("key_offer")
    .select((b) => b.fn.countAll<number>().as("waiting"))
    .where("list_id", "=", listId)
    .where("state", "=", "waiting")
    .executeTakeFirstOrThrow();
  return waiting;
}

/** It is not offered again before `until`. */
export async function refuseKeyOffer(tx: Transactor, id: KeyOfferId, until: Date): Promise<void> {
  await tx.query
    .updateTable("key_offer")
    .set({ state: "refused", until: until.getTime() })
    .where("id", "=", id)
    .execute();
}

/** An owner does not want this key to be the member's. */
export async function isRefusedKey(
  tx: Reader,
  memberId: MemberId,
  fingerprint: Fingerprint,
): Promise<boolean> {
  const row = await tx.query
    .selectFrom("key_offer")
    .select("id")
    .where("member_id", "=", memberId)
    .where("fingerprint", "=", fingerprint)
    .where("state", "=", "refused")
    .executeTakeFirst();
  return row !== undefined;
}

/** The key was bound to this member. */
export async function forgetKeyOffer(
  tx: Transactor,
  memberId: MemberId,
  fingerprint: Fingerprint,
): Promise<void> {
  await tx.query
    .deleteFrom("key_offer")
    .where("member_id", "=", memberId)
    .where("fingerprint", "=", fingerprint)
    .execute();
}
