import { z } from "zod";
import { type EmailAddress, ok } from "#base";
import { moderateAll } from "#store";
import { address } from "../../input.ts";
import { operation } from "../../operation.ts";
import { wantedList } from "../../wanted.ts";

export interface ModeratedAll {
  readonly list: EmailAddress;
  /** For how many that was something new. */
  readonly members: number;
}

/** Those who join later are as default_member_moderation says. */
export const memberModerateAll = operation({
  name: "member.moderate-all",
  summary: "Look at what every member writes before it goes out, or at nobody's",
  input: z.strictObject({ list: address, moderated: z.boolean() }),
  async run({ db }, { list: wanted, moderated }) {
    const done = await db.transact(async (tx) => {
      const list = await wantedList(tx, wanted);
      return { list: list.address, members: await moderateAll(tx, list.id, moderated) };
    });
    return ok<ModeratedAll>(done);
  },
});
