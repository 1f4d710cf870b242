import { isAbsolute } from "node:path";
import { z } from "zod";
import { ok } from "#base";
import { operation } from "../operation.ts";

export const siteBackup = operation({
  name: "site.backup",
  summary: "Copy the database while the server runs",
  input: z.strictObject({
    /** A new file; the server may run in another folder than the person who asks. */
    path: z.string().refine(isAbsolute, { error: "the path must be absolute" }),
  }),
  async run({ db }, { path }) {
    await db.backupTo(path);
    return ok({ path });
  },
});
