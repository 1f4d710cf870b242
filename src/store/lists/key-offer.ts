/** Keys that came along with mail, or were found elsewhere, and wait for an owner (S9). */
import {
  type Bytes,
  DAY_MS,
  type EmailAddress,
  type Fingerprint,
  type KeyOfferId,
  type ListId,
  type MemberId,
  type Scheme,
} from "#base";
import type { Reader, Transactor } from "../engine/database.ts";
import { noteUntold } from "../mail-in/untold.ts";
import type { KeyOfferTable } from "../schema/schema-keys.ts";

export interface NewKeyOffer {
  readonly listId: ListId;
  readonly memberId: MemberId;
  readonly scheme: Scheme;
  readonly fingerprint: Fingerprint;
  /** Binary transferable public key, or certificate as DER. */
  readonly publicKey: Bytes;
  readonly via: KeyOfferTable["via"];
  /**
   * Something speaks for it that it came from the member: a bound key signed the mail, a trusted mail server vouches for
   * its From, or the operator named where it was found. False: anybody could have sent it.
   */
  readonly backed: boolean;
  readonly at: Date;
  readonly until: Date;
}

export interface KeyOffer extends Omit<NewKeyOffer, "at" | "until"> {
  readonly id: KeyOfferId;
  readonly member: EmailAddress;
  readonly offeredAt: Date;
}

/**
 * False if it waits already, an owner refused it, or the member has so many waiting: what comes first stays. The newest of
 * those that are not backed gives its place to one that is, or once it waited for a day to any other. So strangers who
 * send many push out one a day, and never what came early.
 *
 * @param most how many may wait for one member
 */
export async function insertKeyOffer(tx: Transactor, offer: NewKeyOffer, most: number): Promise<boolean> {
  if (await isKnown(tx, offer)) return false;
  const { listId: list_id, memberId: member_id, scheme, fingerprint, publicKey, via } = offer;
  const waiting = await tx.query
    .selectFrom("key_offer")
    .select(["id", "backed", "offered_at"])
    .where("member_id", "=", member_id)
    .where("state", "=", "waiting")
    .orderBy("id")
    .execute();
  if (waiting.length >= most) {
    const newest = waiting.findLast((one) => one.backed === 0);
    if (newest === undefined) return false;
    if (!offer.backed && newest.offered_at > offer.at.getTime() - DAY_MS) return false;
    await makeRoom(tx, newest.id, offer);
  }
  const facts = { via, backed: Number(offer.backed) };
  const times = { offered_at: offer.at.getTime(), until: offer.until.getTime() };
  const row = await tx.query
    .insertInto("key_offer")
    .values({ list_id, member_id, scheme, fingerprint, public: publicKey, ...facts, ...times })
    .onConflict((c) => c.columns(["list_id", "member_id", "fingerprint"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Owners hear whose key did not wait long enough for them. */
async function makeRoom(
  tx: Transactor,
  id: KeyOfferId,
  { listId, memberId, at }: NewKeyOffer,
): Promise<void> {
  await tx.query.deleteFrom("key_offer").where("id", "=", id).execute();
  const { address } = await tx.query
    .selectFrom("member")
    .select("address")
    .where("id", "=", memberId)
    .executeTakeFirstOrThrow();
  await noteUntold(tx, { listId, what: "offer", address, at });
}

/** It waits or was refused; one that waits is backed from now on if this one is. */
async function isKnown(tx: Transactor, { memberId, fingerprint, backed }: NewKeyOffer): Promise<boolean> {
  const row = await tx.query
    .selectFrom("key_offer")
    .select("id")
    .where("member_id", "=", memberId)
    .where("fingerprint", "=", fingerprint)
    .executeTakeFirst();
  if (row !== undefined && backed)
    await tx.query.updateTable("key_offer").set({ backed: 1 }).where("id", "=", row.id).execute();
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
    backed: row.backed === 1,
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
