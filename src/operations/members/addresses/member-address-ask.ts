import { z } from "zod";
import { addDays, addressKey, type EmailAddress, ok } from "#base";
import { newAddressEffect, takeConfirmation, type Transactor } from "#store";
import { order } from "../../held/errand-order.ts";
import { address } from "../../input.ts";
import { type Context, operation } from "../../operation.ts";
import { holdRequest } from "../../requests/hold-request.ts";
import { refuseBanned } from "../come-and-go.ts";
import { wantedList, wantedMember } from "../../wanted.ts";

/** Days in which the new address may answer. */
const DAYS = 3;

const input = z.strictObject({
  list: address,
  /** Lists without keys for which it is wanted, too. */
  others: z.array(address).default([]),
  /** That they are on the list with. */
  address,
  other: address,
  how: z.enum(["add", "move"]),
});
type Wanted = z.output<typeof input>;

export interface AskedAddress {
  readonly other: EmailAddress;
  /** tomorrow: it was written to about joining or leaving a list today, and nothing is done. */
  readonly state: "asked" | "tomorrow";
}

/**
 * Who may is asked before: the member, who proved to be that. The new address is asked by a mail, and nothing changes
 * before it is answered; whether it is on a list is told to nobody else.
 */
export const memberAddressAsk = operation({
  name: "member.address-ask",
  summary: "Ask a new address of a member's whether it is theirs",
  input,
  async run(context, wanted) {
    const at = context.clock.now();
    const state = await context.db.transact(async (tx): Promise<AskedAddress["state"]> => {
      const list = await wantedList(tx, wanted.list);
      await wantedMember(tx, list, wanted.address);
      await refuseBanned(context, list, wanted.other);
      const asked = { to: addressKey(wanted.other), listId: list.id, by: "other", now: at } as const;
      if (!(await takeConfirmation(tx, asked))) return "tomorrow";
      const { other: to, address: of, how } = wanted;
      const key = await keyFor(tx, context, wanted);
      const until = addDays(at, DAYS);
      await order(tx, { listId: list.id, at }, { do: "ask-address", to, of, how, key, until });
      tx.onCommit(context.wake);
      return "asked";
    });
    return ok<AskedAddress>({ other: wanted.other, state });
  },
});

/** Asked for once more, the key of before counts no more. */
async function keyFor(
  tx: Transactor,
  { clock, random }: Pick<Context, "clock" | "random">,
  wanted: Wanted,
): Promise<string> {
  const list = await wantedList(tx, wanted.list);
  const asked = {
    list,
    function: "address",
    actor: { address: wanted.address, method: "md5" as const },
    email: wanted.other,
    operation: "member.address-confirm",
    input: wanted,
    asked: new Uint8Array(),
    effect: newAddressEffect(await wantedMember(tx, list, wanted.address)),
    at: clock.now(),
    days: DAYS,
  };
  return (await holdRequest(tx, asked, { address: wanted.other, random })).key;
}
