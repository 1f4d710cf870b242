import { z } from "zod";
import { type EmailAddress, ok } from "#base";
import { reject } from "./decide-held.ts";
import { heldOnList } from "./held-on-list.ts";
import { address, reasonForSender, rowIds } from "../input.ts";
import { operation } from "../operation.ts";

export interface RejectedHeld {
  readonly id: number;
  /** null: nobody could be told. */
  readonly told: EmailAddress | null;
}

export const heldReject = operation({
  name: "held.reject",
  summary: "Erase held messages and tell their senders why",
  input: z.strictObject({
    ids: rowIds,
    reason: reasonForSender,
    /** All of them are on this one, or nothing is done. */
    list: address.optional(),
  }),
  async run({ db, clock, wake }, { ids, reason, list }) {
    const rejected = await db.transact(async (tx) => {
      const done: RejectedHeld[] = [];
      for (const id of ids)
        done.push({ id, told: await reject(tx, await heldOnList(tx, id, clock.now(), list), reason) });
      tx.onCommit(wake);
      return done;
    });
    return ok({ rejected });
  },
});
