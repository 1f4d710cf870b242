import { z } from "zod";
import { ok } from "#base";
import { dkimKeys } from "#store";
import { domain } from "../input.ts";
import { operation } from "../operation.ts";
import { type DkimKeyView, dkimKeyView } from "./dkim-view.ts";

export const dkimShow = operation({
  name: "dkim.show",
  summary: "Show DKIM keys and the records that their domains publish",
  input: z.strictObject({
    /** Absent: all. */
    domain: domain.optional(),
  }),
  async run({ db }, { domain }) {
    return ok(
      await db.read(async (tx) => {
        const views: DkimKeyView[] = [];
        for (const key of await dkimKeys(tx))
          if (domain === undefined || key.domain === domain) views.push(await dkimKeyView(tx, key));
        return views;
      }),
    );
  },
});
