import { z } from "zod";
import { ok } from "#base";
import { listDemand } from "#lists";
import { allLists, countMembers, type Reader, type StoredList } from "#store";
import { settingsOf } from "./list-settings-of.ts";
import { operation } from "../operation.ts";

export interface ListLine {
  readonly address: string;
  readonly name: string;
  readonly members: number;
  /** no: in clear; yes: sealed for who has a key; force: never in clear. */
  readonly sealed: "no" | "yes" | "force";
  readonly createdAt: string;
}

export const listList = operation({
  name: "list.list",
  summary: "Show all lists",
  input: z.strictObject({}),
  async run({ db }) {
    const lines = await db.read(async (tx) => {
      const lists = await allLists(tx);
      const views: ListLine[] = [];
      for (const list of lists) views.push(await lineOf(tx, list));
      return views;
    });
    return ok(lines);
  },
});

async function lineOf(tx: Reader, list: StoredList): Promise<ListLine> {
  return {
    address: list.address,
    name: list.displayName,
    members: await countMembers(tx, list.id),
    sealed: listDemand(settingsOf(list), "distrib_encrypt"),
    createdAt: list.createdAt.toISOString(),
  };
}
