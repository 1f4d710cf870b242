import { z } from "zod";
import { AppError, ok } from "#base";
import { acceptHeld, type HeldRow } from "#store";
import { wantedHeld } from "./held-show.ts";
import { rowId } from "./input.ts";
import { operation } from "./operation.ts";

/** The messages go back into the pipeline as approved; all rules but the hold are asked again. */
export const heldAccept = operation({
  name: "held.accept",
  summary: "Let held messages go on",
  input: z.strictObject({ ids: z.array(rowId).min(1).max(500) }),
  async run({ db, wake }, { ids }) {
    await db.transact(async (tx) => {
      for (const id of new Set(ids)) {
        const row = await wantedHeld(tx, id);
        refuseRefused(row);
        await acceptHeld(tx, row.id);
      }
      tx.onCommit(wake);
    });
    return ok({ accepted: [...new Set(ids)] });
  },
});

function refuseRefused(row: HeldRow): void {
  if (row.kind !== "refused") return;
  throw new AppError({
    code: "not-allowed",
    publicText: `Message ${row.id} was refused by the list's rules (${row.code}); nobody can accept it. Ask the sender to send it again in the right way.`,
  });
}
