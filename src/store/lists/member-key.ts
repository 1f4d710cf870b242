/** Keys bound to members (S2): whose signature counts as whose, and to what their mail is sealed. */
import {
  type Bytes,
  type EmailAddress,
  err,
  type Fingerprint,
  type KeyDescription,
  type ListId,
  type MemberId,
  type MemberKeyId,
  ok,
  type Recipient,
  type Result,
  type Scheme,
} from "#base";
import type { Selectable } from "kysely";
import type { Reader, Transactor } from "../engine/database.ts";
import { decodeDescription, decodeRecipient, encodeDescription, encodeRecipient } from "./key-json.ts";
import type { PageInput } from "./member.ts";
import type { MemberKeyTable } from "../schema/schema.ts";

export interface NewMemberKey {
  readonly memberId: MemberId;
  readonly listId: ListId;
  /** Binary transferable public key, or certificate DER. */
  readonly publicKey: Bytes;
  readonly description: KeyDescription;
  readonly source: "owner" | "member" | "harvest";
  /** The owner named this very key by its fingerprint. */
  readonly pinned: boolean;
  /** Addresses that the owner confirmed for this fingerprint (S2). */
  readonly confirmedAddresses: readonly EmailAddress[];
  /** null: nothing can be sealed to it. */
  readonly recipient: Recipient | null;
  readonly boundAt: Date;
}

export interface StoredMemberKey extends NewMemberKey {
  readonly id: MemberKeyId;
  readonly scheme: Scheme;
  readonly fingerprint: Fingerprint;
}

/** Refused if the key is bound on this list already, to this member or another. */
export async function bindMemberKey(
  tx: Transactor,
  key: NewMemberKey,
): Promise<Result<StoredMemberKey, "already-exists">> {
  const row = await tx.query
    .insertInto("member_key")
    .values({ ...toRow(key), member_id: key.memberId, list_id: key.listId, bound_at: key.boundAt.getTime() })
    .onConflict((c) => c.columns(["list_id", "fingerprint"]).doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!row) return err("already-exists");
  await storeSignerIds(tx, row.id, key.description);
  return ok(toMemberKey(row));
}

/** The same key renewed (S9): owner, binding time and fingerprint stay. False if it is not bound. */
export async function renewMemberKey(
  tx: Transactor,
  id: MemberKeyId,
  key: Omit<NewMemberKey, "memberId" | "listId" | "boundAt">,
): Promise<boolean> {
  const result = await tx.query
    .updateTable("member_key")
    .set(toRow(key))
    .where("id", "=", id)
    .where("fingerprint", "=", key.description.fingerprint)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) return false;
  await storeSignerIds(tx, id, key.description);
  return true;
}

export async function unbindMemberKey(
  tx: Transactor,
  listId: ListId,
  fingerprint: Fingerprint,
): Promise<boolean> {
  const result = await tx.query
    .deleteFrom("member_key")
    .where("list_id", "=", listId)
    .where("fingerprint", "=", fingerprint)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

export async function memberKeyByFingerprint(
  tx: Reader,
  listId: ListId,
  fingerprint: Fingerprint,
): Promise<StoredMemberKey | null> {
  const row = await tx.query
    .selectFrom("member_key")
    .selectAll()
    .where("list_id", "=", listId)
    .where("fingerprint", "=", fingerprint)
    .executeTakeFirst();
  return row ? toMemberKey(row) : null;
}

/** Its bindings on all lists. */
export async function memberKeysEverywhere(
  tx: Reader,
  fingerprint: Fingerprint,
): Promise<readonly StoredMemberKey[]> {
  const rows = await tx.query
    .selectFrom("member_key")
    .selectAll()
    .where("fingerprint", "=", fingerprint)
    .orderBy("id")
    .execute();
  return rows.map(toMemberKey);
}

/** The bound keys that a signature by this OpenPGP key id may be of; ids can collide. */
export async function memberKeysBySigner(
  tx: Reader,
  listId: ListId,
  keyId: string,
): Promise<readonly StoredMemberKey[]> {
  const rows = await tx.query
    .selectFrom("member_key")
    .selectAll("member_key")
    .innerJoin("member_key_signer", "member_key_signer.member_key_id", "member_key.id")
    .where("key_id", "=", keyId)
    .where("list_id", "=", listId)
    .orderBy("id")
    .execute();
  return rows.map(toMemberKey);
}

/** Whether any list has it bound to a member (S1: such a key cannot become a list key). */
export async function isMemberKey(tx: Reader, fingerprint: Fingerprint): Promise<boolean> {
  const row = await tx.query
    .selectFrom("member_key")
    .select("id")
    .where("fingerprint", "=", fingerprint)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The keys of some members, oldest binding first. At most a few hundred members at a time. */
export async function keysOfMembers(
  tx: Reader,
  memberIds: readonly MemberId[],
): Promise<readonly StoredMemberKey[]> {
  if (memberIds.length === 0) return [];
  const rows = await tx.query
    .selectFrom("member_key")
    .selectAll()
    .where("member_id", "in", memberIds)
    .orderBy("id")
    .execute();
  return rows.map(toMemberKey);
}

/** One page of all keys bound on a list, by id. */
export async function memberKeyPage(
  tx: Reader,
  { listId, after, limit }: PageInput<MemberKeyId>,
): Promise<readonly StoredMemberKey[]> {
  const rows = await tx.query
    .selectFrom("member_key")
    .selectAll()
    .where("list_id", "=", listId)
    .$if(after !== undefined, (q) => q.where("id", ">", after as MemberKeyId))
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(toMemberKey);
}

async function storeSignerIds(
  tx: Transactor,
  id: MemberKeyId,
  { signingKeyIds }: KeyDescription,
): Promise<void> {
  await tx.query.deleteFrom("member_key_signer").where("member_key_id", "=", id).execute();
  if (signingKeyIds.length === 0) return;
  const rows = [...new Set(signingKeyIds)].map((key_id) => ({ member_key_id: id, key_id }));
  await tx.query.insertInto("member_key_signer").values(rows).execute();
}

function toRow(key: Omit<NewMemberKey, "memberId" | "listId" | "boundAt">) {
  const { description, recipient } = key;
  return {
    scheme: description.scheme,
    fingerprint: description.fingerprint,
    public: key.publicKey,
    description: encodeDescription(description),
    source: key.source,
    pinned: key.pinned ? 1 : 0,
    confirmed_addresses: JSON.stringify(key.confirmedAddresses),
    recipient: recipient ? encodeRecipient(recipient) : null,
  };
}

function toMemberKey(row: Selectable<MemberKeyTable>): StoredMemberKey {
  const { id, scheme, fingerprint, source } = row;
  return {
    id,
    scheme,
    fingerprint,
    source,
    memberId: row.member_id,
    listId: row.list_id,
    publicKey: row.public,
    description: decodeDescription(row.description),
    pinned: row.pinned === 1,
    confirmedAddresses: JSON.parse(row.confirmed_addresses) as EmailAddress[],
    recipient: row.recipient === null ? null : decodeRecipient(row.recipient),
    boundAt: new Date(row.bound_at),
  };
}
