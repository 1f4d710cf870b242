import { z } from "zod";
import { ok } from "#base";
import { removeDkimKey, retireDkimKey } from "#store";
import { domain } from "../input.ts";
import { operation } from "../operation.ts";
import { type DkimKeyView, dkimKeyView } from "./dkim-view.ts";
import { selector, wantedDkimKeys } from "./wanted-keys.ts";

export const dkimRemove = operation({
  name: "dkim.remove",
  summary: "Sign with a DKIM key no more: its secret is erased at once",
  input: z.strictObject({ domain, selector }),
  async run({ db, clock }, wanted) {
    const view = await db.transact(async (tx): Promise<DkimKeyView | null> => {
      const [key] = await wantedDkimKeys(tx, wanted);
      if (key === undefined) return null;
      if (key.state === "active") await retireDkimKey(tx, key.id, clock.now());
      else await removeDkimKey(tx, key.id);
      return dkimKeyView(tx, key);
    });
    return ok(view);
  },
});
