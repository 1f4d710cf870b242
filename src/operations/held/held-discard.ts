import { z } from "zod";
import { ok } from "#base";
import { eraseHeld } from "#store";
import { heldOnList } from "./held-on-list.ts";
import { wantedHeld } from "./held-show.ts";
import { address, rowIds } from "../input.ts";
import { operation } from "../operation.ts";

export const heldDiscard = operation({
  name: "held.discard",
  summary: "Erase held messages",
  input: z.strictObject({
    ids: rowIds,
    /** All of them are on this one, or nothing is done. */
    list: address.optional(),
  }),
  async run({ db, clock }, { ids, list }) {
    await db.transact(async (tx) => {
      for (const id of ids) {
        const row =
          list === undefined ? await wantedHeld(tx, id) : (await heldOnList(tx, id, clock.now(), list)).row;
        await eraseHeld(tx, row.id);
      }
    });
    return ok({ discarded: ids });
  },
});
