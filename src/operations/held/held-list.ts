import { z } from "zod";
import { type HeldId, type ListId, ok } from "#base";
import { allLists, heldPage, type HeldRow, type Reader } from "#store";
import { type HeldView, heldView } from "./held-view.ts";
import { address } from "../input.ts";
import { operation } from "../operation.ts";
import { wantedList } from "../wanted.ts";

const PAGE = 500;

export const heldList = operation({
  name: "held.list",
  summary: "Show what waits for a person",
  input: z.strictObject({ list: address.optional() }),
  async run({ db }, wanted) {
    const views = await db.read(async (tx): Promise<readonly HeldView[]> => {
      const only = wanted.list === undefined ? undefined : (await wantedList(tx, wanted.list)).id;
      const addresses = await listAddresses(tx);
      return (await allHeld(tx, only)).map((row) => heldView(row, addresses));
    });
    return ok(views);
  },
});

/** Of all lists, for views that name the list of a row. */
export async function listAddresses(tx: Reader): Promise<ReadonlyMap<ListId, string>> {
  return new Map((await allLists(tx)).map(({ id, address }) => [id, address]));
}

async function allHeld(tx: Reader, listId: ListId | undefined): Promise<readonly HeldRow[]> {
  const rows: HeldRow[] = [];
  for (let after: HeldId | undefined; ;) {
    const page = await heldPage(tx, { listId, after, limit: PAGE });
    rows.push(...page);
    after = page.at(-1)?.id;
    if (page.length < PAGE) return rows;
  }
}
