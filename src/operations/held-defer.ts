import { z } from "zod";
import { ok } from "#base";
import { defer } from "./decide-held.ts";
import { heldOnList } from "./held-on-list.ts";
import { DEFER_DAYS, deferDays, rowIds } from "./input.ts";
import { operation } from "./operation.ts";

export interface DeferredHeld {
  readonly id: number;
  readonly until: string;
}

export const heldDefer = operation({
  name: "held.defer",
  summary: "Keep held messages for more days",
  input: z.strictObject({ ids: rowIds, days: deferDays.default(DEFER_DAYS) }),
  async run({ db, clock }, { ids, days }) {
    const deferred = await db.transact(async (tx) => {
      const done: DeferredHeld[] = [];
      for (const id of ids) {
        const until = await defer(tx, await heldOnList(tx, id, clock.now()), days);
        done.push({ id, until: until.toISOString() });
      }
      return done;
    });
    return ok({ deferred });
  },
});
