import { z } from "zod";
import { type EmailAddress, ok } from "#base";
import { address } from "../../input.ts";
import { operation } from "../../operation.ts";
import { giveAddress } from "./give-address.ts";
import { membershipsOn } from "./memberships-on.ts";

const input = z.strictObject({
  /** Absent: on every list that the address is on. */
  list: address.optional(),
  address,
  other: address,
});

export interface ChangedAddress {
  readonly address: EmailAddress;
  readonly other: EmailAddress;
  /** Where. */
  readonly lists: readonly EmailAddress[];
}

/** Nobody is asked: who may is asked before, and members are asked by `member.address-ask`. */
export const memberAddressAdd = operation({
  name: "member.address-add",
  summary: "Let another address count as a member's, on one list or on all",
  input,
  async run(context, { list, address: first, other }) {
    const { db, wake } = context;
    const lists = await db.transact(async (tx) => {
      const found = await membershipsOn(tx, first, list);
      for (const on of found) await giveAddress(tx, context, { ...on, address: other, how: "add" });
      tx.onCommit(wake);
      return found.map((on) => on.list.address);
    });
    return ok<ChangedAddress>({ address: first, other, lists });
  },
});
