/** Storage keys (S14): one per list, made with it, and one of the site for mail of no list. */
import { AppError, type ListId, type StorageKeyId } from "#base";
import type { Reader, Transactor } from "../engine/database.ts";
import type { StorageKey } from "./vault.ts";

export async function createStorageKey(tx: Transactor, listId: ListId | null, at: Date): Promise<void> {
  const wrapped = tx.vault.wrapStorageKey(listId, tx.vault.newKey());
  const row = { list_id: listId, wrapped, created_at: at.getTime() };
  await tx.query.insertInto("storage_key").values(row).execute();
}

/** The key for new blobs. @throws AppError bad-config if the database belongs to another master key. */
export async function currentStorageKey(tx: Reader, listId: ListId | null): Promise<StorageKey> {
  const row = await tx.query
    .selectFrom("storage_key")
    .select(["id", "list_id", "wrapped"])
    .where("list_id", listId === null ? "is" : "=", listId)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
  return { id: row.id, key: tx.vault.unwrapStorageKey(row.list_id, row.wrapped) };
}

export async function storageKeyById(tx: Reader, id: StorageKeyId): Promise<StorageKey> {
  const row = await tx.query
    .selectFrom("storage_key")
    .select(["list_id", "wrapped"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return { id, key: tx.vault.unwrapStorageKey(row.list_id, row.wrapped) };
}

/** Makes the site's key in a new database; in an old one proves that the master key is the right one. */
export async function prepareSiteKey(tx: Transactor, at: Date): Promise<void> {
  const row = await tx.query
    .selectFrom("storage_key")
    .select("id")
    .where("list_id", "is", null)
    .executeTakeFirst();
  if (!row) return createStorageKey(tx, null, at);
  try {
    await storageKeyById(tx, row.id);
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    throw new AppError({
      code: "bad-config",
      publicText:
        "This master key does not belong to this database. Use the key that the database was made with.",
      cause,
    });
  }
}
