import { z } from "zod";
import { ok } from "#base";
import { archivedPage, eraseArchived, eraseDigestPost } from "#store";
import { address } from "../input.ts";
import { operation } from "../operation.ts";
import { wantedList } from "../wanted.ts";
import { atLeastOne, selectionOf } from "./wanted-posts.ts";

const PAGE = 50;

export const archiveErase = operation({
  name: "archive.erase",
  summary: "Erase kept posts; what members were sent they have",
  input: z.strictObject({
    list: address,
    /** Numbers or a month. */
    posts: z.string(),
  }),
  async run({ db, progress }, wanted) {
    const selection = selectionOf(wanted.posts);
    const list = await db.read((tx) => wantedList(tx, wanted.list));
    const query = { ...selection, listId: list.id, limit: PAGE };
    await db.read(async (tx) => atLeastOne(await archivedPage(tx, query), list));
    let erased = 0;
    for (;;) {
      const count = await db.transact(async (tx) => {
        const rows = await archivedPage(tx, query);
        for (const { postId } of rows) {
          await eraseArchived(tx, postId);
          await eraseDigestPost(tx, postId);
        }
        return rows.length;
      });
      erased += count;
      progress(erased, erased);
      if (count < PAGE) return ok({ list: list.address, erased });
    }
  },
});
