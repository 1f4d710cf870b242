import { z } from "zod";
import { domainOf, type EmailAddress, ok } from "#base";
import { allLists } from "#store";
import { domain } from "../input.ts";
import { operation } from "../operation.ts";
import { settingsOf } from "./list-settings-of.ts";

export interface AdvertisedList {
  readonly list: EmailAddress;
  readonly name: string;
  readonly description: string;
}

/** Only those that are `advertised`; one a line, for whoever asks. */
export const listLists = operation({
  name: "list.lists",
  summary: "Name the lists that may be named to anybody",
  input: z.strictObject({
    /** Absent: of all domains. */
    domain: domain.optional(),
  }),
  async run({ db }, wanted) {
    const lists = await db.read(allLists);
    const named = lists.flatMap((list): AdvertisedList[] => {
      const { advertised, description } = settingsOf(list);
      const isOf = wanted.domain === undefined || domainOf(list.address) === wanted.domain;
      if (advertised === "no" || !isOf) return [];
      return [{ list: list.address, name: list.displayName, description }];
    });
    return ok(named);
  },
});
