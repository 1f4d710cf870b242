/**
 * Members who left by themselves, for the days in which they may undo it: who they were on the list and the bindings of
 * their keys, sealed.
 */
import { type AddressKey, addressKey, type EmailAddress, fromUtf8, type ListId, utf8, view } from "#base";
import type { Place } from "../at-rest/at-rest.ts";
import type { Reader, Transactor } from "../engine/database.ts";
import { decodeDescription, decodeRecipient, encodeDescription, encodeRecipient } from "./key-json.ts";
import type { NewMemberKey, StoredMemberKey } from "./member-key.ts";
import type { StoredMember } from "./member.ts";

export interface NewDeparture {
  readonly member: StoredMember;
  readonly keys: readonly StoredMemberKey[];
  /** Their other addresses. */
  readonly others?: readonly EmailAddress[];
  readonly until: Date;
}

export interface Departure {
  readonly member: Omit<StoredMember, "id">;
  readonly keys: readonly Omit<NewMemberKey, "memberId">[];
  readonly others: readonly EmailAddress[];
}

/** After the member is removed, in the same transaction: removing them closes what was recorded before. */
export async function recordDeparture(tx: Transactor, departure: NewDeparture): Promise<void> {
  const { member, until } = departure;
  const { listId, addressKey: key } = member;
  const sealed = tx.vault.sealAtRest(place(listId, key), utf8(encode(departure)));
  const row = { sealed, until: until.getTime() };
  await tx.query
    .insertInto("departure")
    .values({ list_id: listId, address_key: key, ...row })
    .onConflict((c) => c.columns(["list_id", "address_key"]).doUpdateSet(row))
    .execute();
}

interface Departed {
  readonly listId: ListId;
  readonly address: EmailAddress;
  readonly now: Date;
}

/** Once; null: they did not leave, came back, or its time is over. */
export async function takeDeparture(
  tx: Transactor,
  { listId, address, now }: Departed,
): Promise<Departure | null> {
  const row = await tx.query
    .deleteFrom("departure")
    .where("list_id", "=", listId)
    .where("address_key", "=", addressKey(address))
    .returning(["address_key", "sealed", "until"])
    .executeTakeFirst();
  if (row === undefined || row.until < now.getTime()) return null;
  return decode(fromUtf8(tx.vault.openAtRest(place(listId, row.address_key), row.sealed)), listId);
}

/** Whether they were moderated when they left; false once the time to undo it is over. */
export async function leftModerated(tx: Reader, { listId, address, now }: Departed): Promise<boolean> {
  const row = await tx.query
    .selectFrom("departure")
    .select(["address_key", "sealed"])
    .where("list_id", "=", listId)
    .where("address_key", "=", addressKey(address))
    .where("until", ">=", now.getTime())
    .executeTakeFirst();
  if (row === undefined) return false;
  return decode(fromUtf8(tx.vault.openAtRest(place(listId, row.address_key), row.sealed)), listId).member
    .moderated;
}

interface DepartureJson {
  readonly member: Omit<StoredMember, "id" | "createdAt" | "deliveryUntil" | "digest"> & {
    /** Absent in what was written before there were digests. */
    readonly digest?: StoredMember["digest"];
    readonly createdAt: number;
    readonly deliveryUntil: number | null;
  };
  readonly keys: readonly KeyJson[];
  /** Absent: written before there were any. */
  readonly others?: readonly EmailAddress[];
}

type KeyJson = Pick<StoredMemberKey, "source" | "pinned" | "confirmedAddresses"> & {
  readonly publicKey: string;
  readonly description: string;
  readonly recipient: string | null;
  readonly boundAt: number;
};

function encode({ member: { id: _id, ...member }, keys, others = [] }: NewDeparture): string {
  const { createdAt, deliveryUntil } = member;
  const json: DepartureJson = {
    others,
    member: {
      ...member,
      createdAt: createdAt.getTime(),
      deliveryUntil: deliveryUntil?.getTime() ?? null,
    },
    keys: keys.map(({ source, pinned, confirmedAddresses, ...key }) => ({
      source,
      pinned,
      confirmedAddresses,
      publicKey: view(key.publicKey).toString("base64"),
      description: encodeDescription(key.description),
      recipient: key.recipient === null ? null : encodeRecipient(key.recipient),
      boundAt: key.boundAt.getTime(),
    })),
  };
  return JSON.stringify(json);
}

function decode(text: string, listId: ListId): Departure {
  const { member, keys, others = [] } = JSON.parse(text) as DepartureJson;
  const { createdAt, deliveryUntil } = member;
  return {
    others,
    member: {
      ...member,
      digest: member.digest ?? "",
      createdAt: new Date(createdAt),
      deliveryUntil: deliveryUntil === null ? null : new Date(deliveryUntil),
    },
    keys: keys.map(({ source, pinned, confirmedAddresses, ...key }) => ({
      source,
      pinned,
      confirmedAddresses,
      listId,
      publicKey: Buffer.from(key.publicKey, "base64"),
      description: decodeDescription(key.description),
      recipient: key.recipient === null ? null : decodeRecipient(key.recipient),
      boundAt: new Date(key.boundAt),
    })),
  };
}

function place(listId: ListId, addressKey: AddressKey): Place {
  return { table: "departure", column: "sealed", row: `${listId} ${addressKey}`, purpose: "departure" };
}
