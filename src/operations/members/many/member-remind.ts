import { z } from "zod";
import { type EmailAddress, type MemberId, ok } from "#base";
import { memberPage } from "#store";
import { order } from "../../held/errand-order.ts";
import { address } from "../../input.ts";
import { operation } from "../../operation.ts";
import { wantedList } from "../../wanted.ts";

const PAGE = 200;

export interface Reminded {
  readonly list: EmailAddress;
  readonly members: number;
}

/** A page of members per transaction. Who may is asked before. */
export const memberRemind = operation({
  name: "member.remind",
  summary: "Remind all members of a list that they are on it",
  input: z.strictObject({ list: address }),
  async run({ db, clock, wake }, wanted) {
    const at = clock.now();
    const list = await db.read((tx) => wantedList(tx, wanted.list));
    let members = 0;
    for (let after: MemberId | undefined; ;) {
      const page = await db.transact(async (tx) => {
        const some = await memberPage(tx, { listId: list.id, after, limit: PAGE });
        for (const { id } of some) await order(tx, { listId: list.id, at }, { do: "remind", member: id });
        tx.onCommit(wake);
        return some;
      });
      members += page.length;
      after = page.at(-1)?.id;
      if (page.length < PAGE) return ok<Reminded>({ list: list.address, members });
    }
  },
});
