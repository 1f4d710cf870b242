/** The password of a list's moderators, as a hash: who knows it may let posts out by mail on a list without keys. */
import type { ListId } from "#base";
import type { Reader, Transactor } from "../engine/database.ts";

export async function setListPassword(
  tx: Transactor,
  { listId, hash, at }: { readonly listId: ListId; readonly hash: string; readonly at: Date },
): Promise<void> {
  const row = { hash, set_at: at.getTime() };
  await tx.query
    .insertInto("list_password")
    .values({ list_id: listId, ...row })
    .onConflict((c) => c.column("list_id").doUpdateSet(row))
    .execute();
}

/** False: there was none. */
export async function removeListPassword(tx: Transactor, listId: ListId): Promise<boolean> {
  const result = await tx.query.deleteFrom("list_password").where("list_id", "=", listId).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** null: the list has no password, and none counts. */
export async function listPasswordHash(tx: Reader, listId: ListId): Promise<string | null> {
  const row = await tx.query
    .selectFrom("list_password")
    .select("hash")
    .where("list_id", "=", listId)
    .executeTakeFirst();
  return row?.hash ?? null;
}
