/** Private keys of lists whose certificate was asked for and has not come yet; sealed by the master key. */
import type { Bytes, Fingerprint, ListId } from "#base";
import type { Place } from "../at-rest/at-rest.ts";
import type { Reader, Transactor } from "../engine/database.ts";

interface RequestedKey {
  /** SHA-256 of the SubjectPublicKeyInfo. */
  readonly fingerprint: Fingerprint;
  /** PKCS#8, DER. */
  readonly secret: Bytes;
}

export async function insertRequestedKey(
  tx: Transactor,
  { listId, fingerprint, secret, at }: RequestedKey & { readonly listId: ListId; readonly at: Date },
): Promise<void> {
  const sealed = tx.vault.sealAtRest(place(listId, fingerprint), secret);
  await tx.query
    .insertInto("requested_key")
    .values({ list_id: listId, fingerprint, sealed, created_at: at.getTime() })
    .execute();
}

/** The newest first. */
export async function requestedKeys(tx: Reader, listId: ListId): Promise<readonly RequestedKey[]> {
  const rows = await tx.query
    .selectFrom("requested_key")
    .select(["fingerprint", "sealed"])
    .where("list_id", "=", listId)
    .orderBy("id", "desc")
    .execute();
  return rows.map(({ fingerprint, sealed }) => ({
    fingerprint,
    secret: tx.vault.openAtRest(place(listId, fingerprint), sealed),
  }));
}

/** Its certificate came. */
export async function forgetRequestedKey(tx: Transactor, fingerprint: Fingerprint): Promise<void> {
  await tx.query.deleteFrom("requested_key").where("fingerprint", "=", fingerprint).execute();
}

function place(listId: ListId, fingerprint: Fingerprint): Place {
  return { table: "requested_key", column: "sealed", row: `${listId} ${fingerprint}`, purpose: "list key" };
}
