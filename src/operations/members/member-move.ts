import { z } from "zod";
import { type EmailAddress, ok } from "#base";
import { address } from "../input.ts";
import { operation } from "../operation.ts";
import { giveAddress } from "./addresses/give-address.ts";
import { membershipsOn } from "./addresses/memberships-on.ts";

const input = z.strictObject({
  /** Absent: on every list that the address is on. */
  list: address.optional(),
  from: address,
  to: address,
});

export interface Moved {
  readonly from: EmailAddress;
  readonly to: EmailAddress;
  /** Where. */
  readonly lists: readonly EmailAddress[];
}

/** Keys and options stay. The address before is told, sealed where they have a key (S9). */
export const memberMove = operation({
  name: "member.move",
  summary: "Change a member's address, on one list or on all",
  input,
  async run(context, { list, from, to }) {
    const { db, wake } = context;
    const lists = await db.transact(async (tx) => {
      const found = await membershipsOn(tx, from, list);
      for (const on of found) await giveAddress(tx, context, { ...on, address: to, how: "move" });
      tx.onCommit(wake);
      return found.map((on) => on.list.address);
    });
    return ok<Moved>({ from, to, lists });
  },
});
