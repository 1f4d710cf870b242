import { z } from "zod";
import { ok } from "#base";
import { archivedPage } from "#store";
import { address } from "../input.ts";
import { operation } from "../operation.ts";
import { wantedList } from "../wanted.ts";
import { orderArchived, type SentArchived } from "./order-archived.ts";
import { atLeastOne, selectionOf } from "./wanted-posts.ts";

/** One more than fits into a mail, to see whether there are more. */
const MOST = 101;

export const archiveGet = operation({
  name: "archive.get",
  summary: "Send somebody kept posts by mail, sealed where posts of the list are",
  input: z.strictObject({ list: address, posts: z.string(), to: address }),
  async run(context, wanted) {
    const selection = selectionOf(wanted.posts);
    const sent = await context.db.transact(async (tx): Promise<SentArchived> => {
      const list = await wantedList(tx, wanted.list);
      const rows = await archivedPage(tx, { ...selection, listId: list.id, limit: MOST });
      return orderArchived(tx, { list, to: wanted.to }, atLeastOne(rows, list), context);
    });
    return ok(sent);
  },
});
