import { z } from "zod";
import { ok } from "#base";
import { defer } from "./decide-held.ts";
import { heldOnList } from "./held-on-list.ts";
import { DEFER_DAYS, deferDays, rowIds } from "../input.ts";
import { operation } from "../operation.ts";
import { isKeptForever } from "#store";

export interface DeferredHeld {
  readonly id: number;
  /** null: until somebody decides, as before. */
  readonly until: string | null;
}

export const heldDefer = operation({
  name: "held.defer",
  summary: "Keep held messages for more days",
  input: z.strictObject({ ids: rowIds, days: deferDays.default(DEFER_DAYS) }),
  async run({ db, clock }, { ids, days }) {
    const deferred = await db.transact(async (tx) => {
      const done: DeferredHeld[] = [];
      for (const id of ids) {
        const held = await heldOnList(tx, id, clock.now());
        const until = await defer(tx, held, days);
        done.push({ id, until: isKeptForever(held.row) ? null : until.toISOString() });
      }
      return done;
    });
    return ok({ deferred });
  },
});
