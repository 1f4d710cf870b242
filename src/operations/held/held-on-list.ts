import { AppError, type EmailAddress, sameAddress } from "#base";
import { listById, type Reader } from "#store";
import type { HeldOnList } from "./decide-held.ts";
import { noSuchHeld, wantedHeld } from "./held-show.ts";

/**
 * A held message by its number, with its list.
 *
 * @param only the list that it is on; absent: any
 * @throws AppError not-found
 */
export async function heldOnList(tx: Reader, id: number, at: Date, only?: EmailAddress): Promise<HeldOnList> {
  const row = await wantedHeld(tx, id);
  const list = await listById(tx, row.listId);
  if (list === null)
    throw new AppError({ code: "not-found", publicText: `The list of message ${id} is gone.` });
  if (only !== undefined && !sameAddress(list.address, only)) throw noSuchHeld(id);
  return { row, list, at };
}
