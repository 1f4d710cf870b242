import { z } from "zod";
import { ok } from "#base";
import { acceptHeld } from "#store";
import { decidedMeanwhile } from "./decide-held.ts";
import { heldOnList } from "./held-on-list.ts";
import { noSuchHeld } from "./held-show.ts";
import { address, rowId } from "../input.ts";
import { operation } from "../operation.ts";

/** It goes back into the pipeline as confirmed by its sender: every rule is asked again, and approves no more than that. */
export const heldConfirm = operation({
  name: "held.confirm",
  summary: "Let a message go on whose sender confirmed it",
  input: z.strictObject({ id: rowId, list: address }),
  async run({ db, clock, wake }, { id, list }) {
    await db.transact(async (tx) => {
      const { row } = await heldOnList(tx, id, clock.now(), list);
      if (row.code !== "needs-confirmation") throw noSuchHeld(id);
      if ((await acceptHeld(tx, row.id, "sender")) === null) throw decidedMeanwhile(row);
      tx.onCommit(wake);
    });
    return ok({ confirmed: id });
  },
});
