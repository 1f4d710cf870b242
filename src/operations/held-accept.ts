import { z } from "zod";
import { ok } from "#base";
import { letGoOn } from "./decide-held.ts";
import { wantedHeld } from "./held-show.ts";
import { rowIds } from "./input.ts";
import { operation } from "./operation.ts";

/** The messages go back into the pipeline as approved; all rules but the hold are asked again. */
export const heldAccept = operation({
  name: "held.accept",
  summary: "Let held messages go on",
  input: z.strictObject({ ids: rowIds }),
  async run({ db, wake }, { ids }) {
    await db.transact(async (tx) => {
      for (const id of ids) await letGoOn(tx, { row: await wantedHeld(tx, id) });
      tx.onCommit(wake);
    });
    return ok({ accepted: ids });
  },
});
