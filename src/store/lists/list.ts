/** Lists: the whole address names one. */
import {
  type AddressKey,
  addressKey,
  domainOf,
  type EmailAddress,
  err,
  type ListId,
  ok,
  type Result,
} from "#base";
import type { Selectable } from "kysely";
import type { Reader, Transactor } from "../engine/database.ts";
import type { ListTable } from "../schema/schema.ts";
import { createStorageKey } from "../at-rest/storage-key.ts";

/** Settings that differ from the defaults; what they mean is the config room's. */
export type StoredSettings = Readonly<Record<string, unknown>>;

export interface StoredList {
  readonly id: ListId;
  readonly address: EmailAddress;
  readonly addressKey: AddressKey;
  readonly displayName: string;
  readonly settings: StoredSettings;
  readonly createdAt: Date;
}

export interface NewList {
  readonly address: EmailAddress;
  readonly displayName: string;
  readonly settings: StoredSettings;
  readonly at: Date;
}

/** Makes the list and its storage key. */
export async function insertList(
  tx: Transactor,
  list: NewList,
): Promise<Result<StoredList, "already-exists">> {
  const row = await tx.query
    .insertInto("list")
    .values({
      address: list.address,
      address_key: addressKey(list.address),
      display_name: list.displayName,
      settings: JSON.stringify(list.settings),
      created_at: list.at.getTime(),
    })
    .onConflict((c) => c.column("address_key").doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!row) return err("already-exists");
  await createStorageKey(tx, row.id, list.at);
  return ok(toList(row));
}

export async function listByAddress(tx: Reader, address: EmailAddress): Promise<StoredList | null> {
  const row = await tx.query
    .selectFrom("list")
    .selectAll()
    .where("address_key", "=", addressKey(address))
    .executeTakeFirst();
  return row ? toList(row) : null;
}

export async function listById(tx: Reader, id: ListId): Promise<StoredList | null> {
  const row = await tx.query.selectFrom("list").selectAll().where("id", "=", id).executeTakeFirst();
  return row ? toList(row) : null;
}

/** All lists by address. */
export async function allLists(tx: Reader): Promise<readonly StoredList[]> {
  const rows = await tx.query.selectFrom("list").selectAll().orderBy("address_key").execute();
  return rows.map(toList);
}

/** Whether a domain, as A-labels, has a list. */
export async function hasListIn(tx: Reader, domain: string): Promise<boolean> {
  const rows = await tx.query.selectFrom("list").select("address").execute();
  return rows.some(({ address }) => domainOf(address) === domain);
}

export interface ListChange {
  readonly displayName?: string;
  readonly settings?: StoredSettings;
}

/** False if there is no such list. */
export async function updateList(tx: Transactor, id: ListId, change: ListChange): Promise<boolean> {
  const { displayName, settings } = change;
  const set = {
    ...(displayName === undefined ? {} : { display_name: displayName }),
    ...(settings === undefined ? {} : { settings: JSON.stringify(settings) }),
  };
  if (Object.keys(set).length === 0) return (await listById(tx, id)) !== null;
  const result = await tx.query.updateTable("list").set(set).where("id", "=", id).executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

function toList(row: Selectable<ListTable>): StoredList {
  return {
    id: row.id,
    address: row.address,
    addressKey: row.address_key,
    displayName: row.display_name,
    settings: JSON.parse(row.settings) as StoredSettings,
    createdAt: new Date(row.created_at),
  };
}
