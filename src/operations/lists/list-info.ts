import { z } from "zod";
import { type EmailAddress, LANGUAGES, ok } from "#base";
import { listInWords } from "#lists";
import { listKeys } from "#store";
import { address } from "../input.ts";
import { operation } from "../operation.ts";
import { ownKeysOf } from "../views.ts";
import { wantedList } from "../wanted.ts";
import { settingsOf } from "./list-settings-of.ts";

export interface ListInfo {
  readonly list: EmailAddress;
  readonly name: string;
  readonly description: string;
  /** What its owners say of it at length; "" for nothing. */
  readonly info: string;
  /** What it does with mail, in a few sentences. */
  readonly inWords: readonly string[];
}

/** Who may is asked before. Names nobody. */
export const listInfo = operation({
  name: "list.info",
  summary: "Tell what a list is for, to those who may know",
  input: z.strictObject({
    list: address,
    /** Of what we say of it. Absent: the list's. */
    language: z.enum(LANGUAGES).optional(),
  }),
  async run({ db }, wanted) {
    const told = await db.read(async (tx): Promise<ListInfo> => {
      const list = await wantedList(tx, wanted.list);
      const settings = settingsOf(list);
      const { description, info } = settings;
      const { language = settings.language } = wanted;
      const inWords = listInWords({ ...settings, language }, ownKeysOf(await listKeys(tx, list.id)));
      return { list: list.address, name: list.displayName, description, info, inWords };
    });
    return ok(told);
  },
});
