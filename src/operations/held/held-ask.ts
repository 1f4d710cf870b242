import { z } from "zod";
import { ok } from "#base";
import { askAgain } from "./decide-held.ts";
import { heldOnList } from "./held-on-list.ts";
import { rowId } from "../input.ts";
import { operation } from "../operation.ts";

export const heldAsk = operation({
  name: "held.ask",
  summary: "Ask the sender of a held or refused message to send it again",
  input: z.strictObject({ id: rowId }),
  async run({ db, clock, wake }, { id }) {
    const asked = await db.transact(async (tx) => {
      tx.onCommit(wake);
      return askAgain(tx, await heldOnList(tx, id, clock.now()));
    });
    return ok({ id, asked });
  },
});
