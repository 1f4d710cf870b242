import { z } from "zod";
import { ok } from "#base";
import { letGoOn } from "./decide-held.ts";
import { heldOnList } from "./held-on-list.ts";
import { address, rowIds } from "../input.ts";
import { operation } from "../operation.ts";

/** The messages go back into the pipeline as approved; all rules but the hold are asked again. */
export const heldAccept = operation({
  name: "held.accept",
  summary: "Let held messages go on",
  input: z.strictObject({
    ids: rowIds,
    /** All of them are on this one, or nothing is done. */
    list: address.optional(),
  }),
  async run({ db, clock, wake }, { ids, list }) {
    await db.transact(async (tx) => {
      for (const id of ids) await letGoOn(tx, await heldOnList(tx, id, clock.now(), list));
      tx.onCommit(wake);
    });
    return ok({ accepted: ids });
  },
});
