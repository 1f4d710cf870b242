import { z } from "zod";
import { AppError, asId, type HeldId, ok } from "#base";
import { heldById, heldMessage, type HeldRow, listById, type Reader } from "#store";
import { listAddresses } from "./held-list.ts";
import { type HeldView, heldView, type OuterField, outerFields } from "./held-view.ts";
import { rowId } from "../input.ts";
import { settingsOf } from "../lists/list-settings-of.ts";
import { operation } from "../operation.ts";

export interface HeldDetails extends HeldView {
  readonly header: readonly OuterField[];
}

export const heldShow = operation({
  name: "held.show",
  summary: "Show one held message from outside",
  input: z.strictObject({ id: rowId }),
  async run({ db }, { id }) {
    const details = await db.read(async (tx): Promise<HeldDetails> => {
      const row = await wantedHeld(tx, id);
      const message = await heldMessage(tx, row.id);
      const list = await listById(tx, row.listId);
      const isAnonymous = list !== null && settingsOf(list).anonymous_list === "yes";
      const header = message === null ? [] : outerFields(message, isAnonymous);
      return { ...heldView(row, await listAddresses(tx)), header };
    });
    return ok(details);
  },
});

/** @throws AppError not-found */
export async function wantedHeld(tx: Reader, id: number): Promise<HeldRow> {
  const row = await heldById(tx, asId<HeldId>(id));
  if (row !== null) return row;
  throw noSuchHeld(id);
}

export function noSuchHeld(id: number): AppError {
  const publicText = `Nothing is held under number ${id}. See what is: conclave held list`;
  return new AppError({ code: "not-found", publicText });
}
