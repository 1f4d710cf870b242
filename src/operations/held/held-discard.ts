import { z } from "zod";
import { ok } from "#base";
import { eraseHeld } from "#store";
import { wantedHeld } from "./held-show.ts";
import { rowIds } from "../input.ts";
import { operation } from "../operation.ts";

export const heldDiscard = operation({
  name: "held.discard",
  summary: "Erase held messages",
  input: z.strictObject({ ids: rowIds }),
  async run({ db }, { ids }) {
    await db.transact(async (tx) => {
      for (const id of ids) await eraseHeld(tx, (await wantedHeld(tx, id)).id);
    });
    return ok({ discarded: ids });
  },
});
