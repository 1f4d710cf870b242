import { z } from "zod";
import { ok } from "#base";
import { keepsPosts } from "#lists";
import { archivedPage, countArchived } from "#store";
import { address } from "../input.ts";
import { settingsOf } from "../lists/list-settings-of.ts";
import { operation } from "../operation.ts";
import { wantedList } from "../wanted.ts";
import { type ArchivedView, archivedView } from "./archived-view.ts";
import { howToKeep, selectionOf } from "./wanted-posts.ts";

const PAGE = 200;

export interface ArchiveIndex {
  readonly list: string;
  /** Whether posts are kept at present. */
  readonly keeps: boolean;
  /** The command by which they would be; "" where they are. */
  readonly howToKeep: string;
  /** Days that they are kept; 0: until somebody erases them. */
  readonly days: number;
  /** How many are kept in all. */
  readonly total: number;
  /** By number. */
  readonly posts: readonly ArchivedView[];
  /** The number behind which the next page begins; null: this is the last one. */
  readonly next: number | null;
}

export const archiveIndex = operation({
  name: "archive.index",
  summary: "List the posts that a list keeps",
  input: z.strictObject({
    list: address,
    /** Numbers or a month; absent: all. */
    posts: z.string().optional(),
    /** Only posts with a greater number. */
    after: z.int().min(0).optional(),
    limit: z.int().min(1).max(PAGE).optional(),
  }),
  async run({ db }, wanted) {
    const limit = wanted.limit ?? PAGE;
    const found = await db.read(async (tx): Promise<ArchiveIndex> => {
      const list = await wantedList(tx, wanted.list);
      const settings = settingsOf(list);
      const named = selectionOf(wanted.posts);
      const after = Math.max(wanted.after ?? 0, named.after ?? 0);
      const rows = await archivedPage(tx, { ...named, listId: list.id, after, limit });
      const posts = [];
      for (const row of rows) posts.push(await archivedView(tx, row, settings));
      return {
        list: list.address,
        keeps: keepsPosts(settings),
        howToKeep: howToKeep(list).trim(),
        days: settings.archive_days,
        total: await countArchived(tx, list.id),
        posts,
        next: rows.length < limit ? null : (rows.at(-1)?.number ?? null),
      };
    });
    return ok(found);
  },
});
