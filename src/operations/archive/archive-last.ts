import { z } from "zod";
import { ok } from "#base";
import { lastArchived } from "#store";
import { address } from "../input.ts";
import { operation } from "../operation.ts";
import { wantedList } from "../wanted.ts";
import { orderArchived, type SentArchived } from "./order-archived.ts";
import { atLeastOne } from "./wanted-posts.ts";

export const archiveLast = operation({
  name: "archive.last",
  summary: "Send somebody the newest kept post by mail, sealed where posts of the list are",
  input: z.strictObject({ list: address, to: address }),
  async run(context, wanted) {
    const sent = await context.db.transact(async (tx): Promise<SentArchived> => {
      const list = await wantedList(tx, wanted.list);
      const rows = await lastArchived(tx, list.id, 1);
      return orderArchived(tx, { list, to: wanted.to }, atLeastOne(rows, list), context);
    });
    return ok(sent);
  },
});
