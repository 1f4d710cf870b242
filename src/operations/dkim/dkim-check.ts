import { z } from "zod";
import { ok } from "#base";
import { dkimKeys } from "#store";
import { domain } from "../input.ts";
import { operation } from "../operation.ts";
import { type DkimKeyView, dkimKeyView } from "./dkim-view.ts";
import { lookUpRecords, type SeenRecord } from "./look-up-records.ts";

export interface CheckedDkimKey extends DkimKeyView {
  readonly seen: SeenRecord;
}

export const dkimCheck = operation({
  name: "dkim.check",
  summary: "Ask the DNS whether the records of DKIM keys are there and right",
  input: z.strictObject({
    /** Absent: all. */
    domain: domain.optional(),
  }),
  async run(context, { domain }) {
    const all = await context.db.read(dkimKeys);
    const keys = all.filter((key) => domain === undefined || key.domain === domain);
    const seen = await lookUpRecords(context, keys);
    return ok(
      await context.db.read(async (tx) => {
        const checked: CheckedDkimKey[] = [];
        for (const [nth, key] of keys.entries())
          checked.push({ ...(await dkimKeyView(tx, key)), seen: seen[nth] ?? "unanswered" });
        return checked;
      }),
    );
  },
});
