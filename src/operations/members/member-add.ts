import { z } from "zod";
import { ok } from "#base";
import { order } from "../held/errand-order.ts";
import { address } from "../input.ts";
import { settingsOf } from "../lists/list-settings-of.ts";
import { refuseBanned, tellOfOther } from "./come-and-go.ts";
import { addMember, newMember, prepareKey, readMemberView } from "./new-member.ts";
import { operation } from "../operation.ts";
import { wantedList, wantedMember } from "../wanted.ts";

export const memberAdd = operation({
  name: "member.add",
  summary: "Add a member to a list",
  input: z.strictObject({
    list: address,
    member: newMember,
    /** Absent: as send_welcome_msg says. */
    welcome: z.boolean().optional(),
    /** The owners are told whom one of them added. */
    notify: z.boolean().default(false),
  }),
  async run(context, { list: listAddress, member, welcome, notify }) {
    const { db, clock, wake } = context;
    const at = clock.now();
    const key = member.key === undefined ? null : await prepareKey(member.key, member.address, at);
    const view = await db.transact(async (tx) => {
      const list = await wantedList(tx, listAddress);
      await refuseBanned(context, list, member.address);
      await addMember(tx, list, { member, key, at });
      if (welcome ?? settingsOf(list).send_welcome_msg === "yes") {
        const { id } = await wantedMember(tx, list, member.address);
        await order(tx, { listId: list.id, at }, { do: "welcome", member: id });
      }
      if (notify) await tellOfOther(tx, list, { context, address: member.address, change: "added" });
      tx.onCommit(wake);
      return readMemberView(tx, list, { member: member.address, at });
    });
    return ok(view);
  },
});
