import { z } from "zod";
import { goesSealed, readArchived } from "#archive";
import { ok } from "#base";
import { archivedOctets, archivedPage } from "#store";
import { address, rowId } from "../input.ts";
import { settingsOf } from "../lists/list-settings-of.ts";
import { operation } from "../operation.ts";
import { wantedList } from "../wanted.ts";
import { type ArchivedView, archivedView } from "./archived-view.ts";
import { type OuterField, outerFields } from "../held/held-view.ts";
import { atLeastOne } from "./wanted-posts.ts";

export interface ArchivedDetails extends ArchivedView {
  readonly list: string;
  /** Of a post that goes sealed: none. */
  readonly header: readonly OuterField[];
}

export const archiveShow = operation({
  name: "archive.show",
  summary: "Show one kept post from outside",
  input: z.strictObject({ list: address, number: rowId }),
  async run({ db }, { list: wanted, number }) {
    const found = await db.read(async (tx): Promise<ArchivedDetails> => {
      const list = await wantedList(tx, wanted);
      const settings = settingsOf(list);
      const query = { listId: list.id, after: number - 1, last: number, limit: 1 };
      const [row] = atLeastOne(await archivedPage(tx, query), list);
      const isHidden = goesSealed(row, settings);
      const header = isHidden
        ? []
        : outerFields(readArchived(await archivedOctets(tx, row)).message, settings.anonymous_list === "yes");
      return { ...(await archivedView(tx, row, settings)), list: list.address, header };
    });
    return ok(found);
  },
});
