/**
 * The keys of people who left a list, or that were taken from them (S9): for a year their address comes back with one of
 * them, or by an owner.
 */
import { createHmac } from "node:crypto";
import type { ExpressionBuilder } from "kysely";
import {
  type AddressKey,
  addressKey,
  type Bytes,
  DAY_MS,
  type EmailAddress,
  type Fingerprint,
  type ListId,
  type Scheme,
} from "#base";
import { knownSiteSecret, siteSecret } from "../at-rest/site-secret.ts";
import type { Reader, Transactor } from "../engine/database.ts";
import type { Schema } from "../schema/schema.ts";
import { isTheirMark, type Person } from "../people/person.ts";
import type { StoredMember } from "./member.ts";
import { otherAddressesOf } from "./member-address.ts";
import { keysOfMembers } from "./member-key.ts";

const KEPT_MS = 365 * DAY_MS;

export interface LeftKey {
  readonly scheme: Scheme;
  readonly fingerprint: Fingerprint;
  readonly leftAt: Date;
  /** Whether it is this one: of erased people only HMACs are kept. */
  readonly is: (fingerprint: Fingerprint | null) => boolean;
  /** When and by whom the address was let back without this key. */
  readonly back: { readonly at: Date; readonly by: "operator" } | null;
}

/** At each address of theirs, in the transaction that removes the member, or `only` one key of theirs, before that. */
export async function rememberLeftKeys(
  tx: Transactor,
  member: StoredMember,
  { at, only }: { readonly at: Date; readonly only?: Fingerprint },
): Promise<void> {
  await rememberLeftAddress(tx, member, { at, address: member.address, only });
  for (const { address } of await otherAddressesOf(tx, [member.id]))
    await rememberLeftAddress(tx, member, { at, address, only });
}

interface LeftAddress {
  readonly at: Date;
  readonly address: EmailAddress;
  readonly only?: Fingerprint | undefined;
}

/** At one address, which is theirs no more: they moved from it, or let it go. */
export async function rememberLeftAddress(
  tx: Transactor,
  member: Pick<StoredMember, "id" | "listId">,
  { at, address, only }: LeftAddress,
): Promise<void> {
  const [list_id, address_key] = [member.listId, addressKey(address)];
  const facts = { left_at: at.getTime(), back_at: null, back_by: "", until: at.getTime() + KEPT_MS } as const;
  const keys = await keysOfMembers(tx, [member.id]);
  const left = keys.filter(({ fingerprint }) => only === undefined || fingerprint === only);
  for (const { scheme, fingerprint } of left) {
    await tx.query
      .insertInto("left_key")
      .values({ list_id, address_key, scheme, fingerprint, ...facts })
      .onConflict((c) => c.columns(["list_id", "address_key", "fingerprint"]).doUpdateSet(facts))
      .execute();
  }
}

export async function leftKeys(
  tx: Reader,
  listId: ListId,
  address: EmailAddress,
): Promise<readonly LeftKey[]> {
  const secret = await knownSiteSecret(tx, ERASED);
  const rows = await tx.query
    .selectFrom("left_key")
    .selectAll()
    .where("list_id", "=", listId)
    .where("address_key", "in", keysOf(addressKey(address), secret))
    .orderBy("fingerprint")
    .execute();
  return rows.map(({ scheme, fingerprint, left_at, back_at, back_by }) => ({
    scheme,
    fingerprint,
    is: (other) =>
      other === fingerprint ||
      (other !== null && secret !== null && hmacOf(secret, other) === String(fingerprint)),
    leftAt: new Date(left_at),
    back: back_at === null || back_by === "" ? null : { at: new Date(back_at), by: back_by },
  }));
}

/**
 * Who left in that time with a key and is not on the list now, under that address or under the one that they moved to:
 * the key was bound to them before and still is. Who bound it since may be somebody else with a key of a role. Erased
 * people have no address any more.
 */
export async function leftWithKeys(
  tx: Reader,
  listId: ListId,
  { from, until }: { readonly from: Date; readonly until: Date },
): Promise<readonly AddressKey[]> {
  const rows = await tx.query
    .selectFrom("left_key")
    .select("address_key")
    .distinct()
    .where("list_id", "=", listId)
    .where("left_at", ">=", from.getTime())
    .where("left_at", "<", until.getTime())
    .where((is) => is.not(isMember(is)))
    .where((is) => is.not(isBoundBefore(is)))
    .where((is) => is.not(isMembersOtherAddress(is)))
    .orderBy("address_key")
    .execute();
  return rows.map(({ address_key }) => address_key).filter((key) => key.includes("@"));
}

type Left = ExpressionBuilder<Schema, "left_key">;

function isMember(is: Left) {
  return is.exists(
    is
      .selectFrom("member")
      .select("member.id")
      .whereRef("member.list_id", "=", "left_key.list_id")
      .whereRef("member.address_key", "=", "left_key.address_key"),
  );
}

function isBoundBefore(is: Left) {
  return is.exists(
    is
      .selectFrom("member_key")
      .select("member_key.id")
      .whereRef("member_key.list_id", "=", "left_key.list_id")
      .whereRef("member_key.fingerprint", "=", "left_key.fingerprint")
      .whereRef("member_key.bound_at", "<=", "left_key.left_at"),
  );
}

function isMembersOtherAddress(is: Left) {
  return is.exists(
    is
      .selectFrom("member_address")
      .select("member_address.id")
      .whereRef("member_address.list_id", "=", "left_key.list_id")
      .whereRef("member_address.address_key", "=", "left_key.address_key"),
  );
}

/**
 * The marks of somebody who is erased, also at addresses that they had before: nobody can tell from them whose they are,
 * and they count all the same.
 */
export async function hideLeftKeys(tx: Transactor, person: Person): Promise<number> {
  const isTheirs = isTheirMark(person);
  const rows = await tx.query.selectFrom("left_key").selectAll().where(isTheirs).execute();
  if (rows.length === 0) return 0;
  const secret = await siteSecret(tx, ERASED);
  await tx.query.deleteFrom("left_key").where(isTheirs).execute();
  const hidden = rows.map((row) => ({
    ...row,
    address_key: hmacOf(secret, row.address_key) as AddressKey,
    fingerprint: hmacOf(secret, row.fingerprint) as Fingerprint,
  }));
  await tx.query
    .insertInto("left_key")
    .values(hidden)
    .onConflict((c) => c.doNothing())
    .execute();
  return rows.length;
}

const ERASED = "erased people";

function keysOf(key: AddressKey, secret: Bytes | null): readonly AddressKey[] {
  return secret === null ? [key] : [key, hmacOf(secret, key) as AddressKey];
}

function hmacOf(secret: Bytes, text: string): string {
  return `hmac ${createHmac("sha256", secret).update(text).digest("hex")}`;
}

interface Return {
  readonly listId: ListId;
  readonly addressKey: AddressKey;
}

/** With a key of before: nothing is left to say. */
export async function forgetLeftKeys(tx: Transactor, { listId, addressKey: key }: Return): Promise<void> {
  const secret = await knownSiteSecret(tx, ERASED);
  await tx.query
    .deleteFrom("left_key")
    .where("list_id", "=", listId)
    .where("address_key", "in", keysOf(key, secret))
    .execute();
}

/** Without one: it stays on record who let them. */
export async function recordReturn(
  tx: Transactor,
  { listId, addressKey: key }: Return,
  back: NonNullable<LeftKey["back"]>,
): Promise<void> {
  const secret = await knownSiteSecret(tx, ERASED);
  await tx.query
    .updateTable("left_key")
    .set({ back_at: back.at.getTime(), back_by: back.by })
    .where("list_id", "=", listId)
    .where("address_key", "in", keysOf(key, secret))
    .execute();
}
