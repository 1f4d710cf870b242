/**
 * What lets an address onto a list without another word of an owner: that it left and may undo it, an invitation, a wish
 * to join that waits. Who was added, removed or banned since then comes in by none of them (S9).
 */
import type { AddressKey, ListId } from "#base";
import type { Reader, Transactor } from "../engine/database.ts";

/** As requests name them. */
const FUNCTIONS = ["return", "invitation", "subscribe", "join-with-key"] as const;

/** In the transaction that adds or removes the address. What is run at this moment was taken before. */
export async function closeWaysIn(
  tx: Transactor,
  { listId, addressKey }: { readonly listId: ListId; readonly addressKey: AddressKey },
): Promise<void> {
  await tx.query
    .deleteFrom("departure")
    .where("list_id", "=", listId)
    .where("address_key", "=", addressKey)
    .execute();
  await tx.query
    .deleteFrom("request")
    .where("list_id", "=", listId)
    .where("email_key", "=", addressKey)
    .where("function", "in", FUNCTIONS)
    .execute();
  await tx.query
    .deleteFrom("request")
    .where("effect", "=", newAddressEffect({ listId, addressKey }))
    .execute();
}

/** The effect of a question whether a new address is a member's: it goes with the membership. */
export function newAddressEffect({ listId, addressKey }: Parameters<typeof closeWaysIn>[1]): string {
  return `address ${listId} ${addressKey}`;
}

/** Addresses that have such a way, each once. */
export async function waysIn(tx: Reader, listId: ListId): Promise<readonly AddressKey[]> {
  const departed = await tx.query
    .selectFrom("departure")
    .select("address_key")
    .where("list_id", "=", listId)
    .execute();
  const asked = await tx.query
    .selectFrom("request")
    .select("email_key as address_key")
    .where("list_id", "=", listId)
    .where("function", "in", FUNCTIONS)
    .execute();
  return [...new Set([...departed, ...asked].map((row) => row.address_key))];
}
