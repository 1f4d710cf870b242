import { z } from "zod";
import { AppError, type EmailAddress, ok } from "#base";
import { listById, membershipsOf, updateMember } from "#store";
import { address } from "../../input.ts";
import { operation } from "../../operation.ts";

export interface ModeratedOnLists {
  readonly address: EmailAddress;
  /** Where. */
  readonly lists: readonly EmailAddress[];
}

export const memberModerateLists = operation({
  name: "member.moderate-lists",
  summary: "Look at what somebody writes to any list that they are on, or no more",
  input: z.strictObject({ address, moderated: z.boolean() }),
  async run({ db }, { address: who, moderated }) {
    const lists = await db.transact(async (tx) => {
      const found: EmailAddress[] = [];
      for (const { id, listId } of await membershipsOf(tx, who)) {
        const list = await listById(tx, listId);
        if (list !== null && (await updateMember(tx, id, { moderated }))) found.push(list.address);
      }
      if (found.length === 0) throw onNone(who);
      return found;
    });
    return ok<ModeratedOnLists>({ address: who, lists });
  },
});

function onNone(who: EmailAddress): AppError {
  return new AppError({ code: "not-found", publicText: `${who} is on no list. Nothing was changed.` });
}
