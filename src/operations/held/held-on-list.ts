import { AppError } from "#base";
import { listById, type Reader } from "#store";
import type { HeldOnList } from "./decide-held.ts";
import { wantedHeld } from "./held-show.ts";

/** A held message by its number, with its list. @throws AppError not-found */
export async function heldOnList(tx: Reader, id: number, at: Date): Promise<HeldOnList> {
  const row = await wantedHeld(tx, id);
  const list = await listById(tx, row.listId);
  if (list !== null) return { row, list, at };
  throw new AppError({ code: "not-found", publicText: `The list of message ${id} is gone.` });
}
