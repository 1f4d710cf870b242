import { z } from "zod";
import { type EmailAddress, ok } from "#base";
import { usesKeys } from "#lists";
import { listByAddress, memberByAddress, type StoredList, type Transactor } from "#store";
import { address } from "../../input.ts";
import { settingsOf } from "../../lists/list-settings-of.ts";
import { operation } from "../../operation.ts";
import { wantedList, wantedMember } from "../../wanted.ts";
import { giveAddress } from "./give-address.ts";
import type { ChangedAddress } from "./member-address-add.ts";

const input = z.strictObject({
  list: address,
  others: z.array(address).default([]),
  address,
  other: address,
  how: z.enum(["add", "move"]),
});

/** Only what is held for it runs this: the member proved to be that, and the new address answered. */
export const memberAddressConfirm = operation({
  name: "member.address-confirm",
  summary: "Take a new address of a member's that answered",
  input,
  async run(context, { list: wanted, others, address: first, other, how }) {
    const lists = await context.db.transact(async (tx) => {
      const list = await wantedList(tx, wanted);
      const member = await wantedMember(tx, list, first);
      await giveAddress(tx, context, { list, member, address: other, how });
      const also = await stillMeant(tx, others, first);
      for (const on of also) await giveAddress(tx, context, { ...on, address: other, how });
      tx.onCommit(context.wake);
      return [list, ...also.map((on) => on.list)].map((one) => one.address);
    });
    return ok<ChangedAddress>({ address: first, other, lists });
  },
});

/** What one list was shown counts for another only while that uses no keys (S2). */
async function stillMeant(tx: Transactor, lists: readonly EmailAddress[], first: EmailAddress) {
  const found = [];
  for (const one of lists) {
    const list = await listByAddress(tx, one);
    const member = list === null || !isPlain(list) ? null : await memberByAddress(tx, list.id, first);
    if (list !== null && member !== null) found.push({ list, member });
  }
  return found;
}

function isPlain(list: StoredList): boolean {
  return !usesKeys(settingsOf(list));
}
