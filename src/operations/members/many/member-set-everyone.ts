import { z } from "zod";
import { AppError, type EmailAddress, type MemberId, ok } from "#base";
import { memberPage, type StoredMember } from "#store";
import { address } from "../../input.ts";
import { operation } from "../../operation.ts";
import { wantedList } from "../../wanted.ts";
import { applyOptions, changeOf, memberOptions } from "../member-set.ts";

/** Members of one transaction. */
const PAGE = 500;

export interface SetForEveryone {
  readonly list: EmailAddress;
  readonly members: number;
}

/** Those who join later begin as new_member_options says. */
export const memberSetEveryone = operation({
  name: "member.set-everyone",
  summary: "Change what everybody who is on a list chose",
  input: z.strictObject({ list: address, options: memberOptions }),
  async run({ db, clock, wake, actor }, wanted) {
    if (wanted.options.name !== undefined) throw nobodysName();
    const at = clock.now();
    const { options } = wanted;
    const change = changeOf(options, { actor, at });
    let members = 0;
    let after: MemberId | undefined;
    for (;;) {
      const page = await db.transact(async (tx): Promise<readonly StoredMember[]> => {
        const list = await wantedList(tx, wanted.list);
        const some = await memberPage(tx, { listId: list.id, after, limit: PAGE });
        for (const member of some) await applyOptions(tx, list, { member, options, change });
        tx.onCommit(wake);
        return some;
      });
      members += page.length;
      after = page.at(-1)?.id;
      if (page.length < PAGE) return ok<SetForEveryone>({ list: wanted.list, members });
    }
  },
});

function nobodysName(): AppError {
  const publicText = "A name is one member's. Nothing was changed.";
  return new AppError({ code: "bad-input", publicText });
}
