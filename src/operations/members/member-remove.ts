import { z } from "zod";
import { type EmailAddress, ok } from "#base";
import {
  otherAddressesOf,
  rememberLeftKeys,
  removeMember,
  type StoredList,
  type StoredMember,
  type Transactor,
} from "#store";
import { order } from "../held/errand-order.ts";
import { address } from "../input.ts";
import { settingsOf } from "../lists/list-settings-of.ts";
import { operation } from "../operation.ts";
import { wantedList, wantedMember } from "../wanted.ts";
import { lastKey, tellOfOther } from "./come-and-go.ts";

const input = z.strictObject({
  list: address,
  address,
  /** Absent: as send_goodbye_msg says. */
  goodbye: z.boolean().optional(),
  /** The owners are told whom one of them removed. */
  notify: z.boolean().default(false),
});

export interface Removed {
  readonly list: EmailAddress;
  readonly address: EmailAddress;
  /** That counted as theirs, too: who is to stay away is banned under each. */
  readonly others: readonly EmailAddress[];
}

/** What waits to be sent to them is dropped too. Which keys they had is remembered for a year (S9). */
export const memberRemove = operation({
  name: "member.remove",
  summary: "Remove a member and their keys from a list",
  input,
  async run(context, wanted) {
    const { db, clock, wake } = context;
    const at = clock.now();
    const removed = await db.transact(async (tx) => {
      const list = await wantedList(tx, wanted.list);
      const member = await wantedMember(tx, list, wanted.address);
      if (wanted.goodbye ?? settingsOf(list).send_goodbye_msg === "yes")
        await sayGoodbye(tx, list, { member, at });
      const others = (await otherAddressesOf(tx, [member.id])).map((one) => one.address);
      await rememberLeftKeys(tx, member, { at });
      await removeMember(tx, member.id);
      if (wanted.notify) await tellOfOther(tx, list, { context, address: member.address, change: "removed" });
      tx.onCommit(wake);
      return { list: list.address, address: member.address, others };
    });
    return ok<Removed>(removed);
  },
});

async function sayGoodbye(
  tx: Transactor,
  list: StoredList,
  { member, at }: { readonly member: StoredMember; readonly at: Date },
): Promise<void> {
  const sealTo = await lastKey(tx, list, { member, at });
  const { address: to, language } = member;
  const goodbye = { do: "goodbye", to, language, undo: null, until: at, sealTo } as const;
  await order(tx, { listId: list.id, at }, goodbye);
}
