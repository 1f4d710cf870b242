import { z } from "zod";
import { addDays, addressKey, AppError, type EmailAddress, ok } from "#base";
import { memberByAddress, type StoredList, takeConfirmation, type Transactor } from "#store";
import { order } from "../../held/errand-order.ts";
import { address, nameUpTo } from "../../input.ts";
import { type Context, operation } from "../../operation.ts";
import { holdRequest } from "../../requests/hold-request.ts";
import { wantedList } from "../../wanted.ts";
import { refuseBanned } from "../come-and-go.ts";

/** Days that an invitation is good for. */
const INVITATION_DAYS = 14;

const input = z.strictObject({ list: address, address, name: nameUpTo(200).default("") });

export interface Invited {
  readonly list: EmailAddress;
  readonly address: EmailAddress;
  readonly until: string;
}

/** Who may is asked before. Who answers the invitation is on the list: an owner said yes by sending it. */
export const memberInvite = operation({
  name: "member.invite",
  summary: "Invite somebody to a list: they join by answering",
  input,
  async run(context, wanted) {
    const at = context.clock.now();
    const until = addDays(at, INVITATION_DAYS);
    await context.db.transact(async (tx) => {
      const list = await wantedList(tx, wanted.list);
      await refuseBanned(context, list, wanted.address);
      if ((await memberByAddress(tx, list.id, wanted.address)) !== null) throw isMember(wanted);
      const to = addressKey(wanted.address);
      const by = context.actor.kind === "operator" ? "operator" : "other";
      const asked = { to, listId: list.id, by, now: at } as const;
      if (!(await takeConfirmation(tx, asked))) throw notToday(wanted);
      const key = await invitationKey(tx, list, { context, wanted });
      await order(tx, { listId: list.id, at }, { do: "invite", to: wanted.address, key, until });
      tx.onCommit(context.wake);
    });
    return ok<Invited>({ list: wanted.list, address: wanted.address, until: until.toISOString() });
  },
});

interface Invitation {
  readonly context: Context;
  readonly wanted: z.output<typeof input>;
}

async function invitationKey(
  tx: Transactor,
  list: StoredList,
  { context: { clock, random }, wanted }: Invitation,
): Promise<string> {
  const { address: who, name } = wanted;
  const asked = {
    list,
    function: "invitation",
    actor: { address: list.address, method: "md5" as const },
    email: who,
    operation: "member.subscribe",
    input: { list: list.address, address: who, name },
    asked: new Uint8Array(),
    effect: `invitation ${list.id} ${addressKey(who)}`,
    at: clock.now(),
    days: INVITATION_DAYS,
  };
  return (await holdRequest(tx, asked, { address: who, random })).key;
}

function isMember({ list, address: who }: Invitation["wanted"]): AppError {
  return new AppError({ code: "already-exists", publicText: `${who} is on ${list} already.` });
}

function notToday({ address: who }: Invitation["wanted"]): AppError {
  const publicText = `${who} was written to about joining or leaving a list today. Invite them tomorrow.`;
  return new AppError({ code: "busy", publicText });
}
