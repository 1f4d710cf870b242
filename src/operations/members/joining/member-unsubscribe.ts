import { z } from "zod";
import { addDays, type EmailAddress, ok, type Random } from "#base";
import {
  keysOfMembers,
  memberByAddress,
  otherAddressesOf,
  recordDeparture,
  rememberLeftKeys,
  removeMember,
  type StoredList,
  type StoredMember,
  type Transactor,
  updateMember,
} from "#store";
import { order } from "../../held/errand-order.ts";
import { address } from "../../input.ts";
import { settingsOf } from "../../lists/list-settings-of.ts";
import { operation } from "../../operation.ts";
import { holdRequest } from "../../requests/hold-request.ts";
import { wantedList } from "../../wanted.ts";
import { lastKey, tellOwners, UNDO_DAYS } from "../come-and-go.ts";

const input = z.strictObject({
  list: address,
  address,
  /** They are not written to, whatever the list's settings say. */
  quiet: z.boolean().default(false),
  /** They are written to, whatever the list's settings say. */
  told: z.boolean().default(false),
  /** The owners are told, whatever the list's settings say. */
  notify: z.boolean().default(false),
});

export interface Unsubscribed {
  readonly list: EmailAddress;
  readonly address: EmailAddress;
  /** left: they are on the list no more, whether they were or not. staff: they look after it still, and read it not. */
  readonly state: "left" | "staff";
}

/**
 * Who may is asked before. Which keys they had is remembered for a year (S9); for a week they may undo it by what stands
 * in the mail about it.
 */
export const memberUnsubscribe = operation({
  name: "member.unsubscribe",
  summary: "Let somebody leave a list who asked for it",
  input,
  async run({ db, clock, random, wake }, wanted) {
    const at = clock.now();
    const state = await db.transact(async (tx): Promise<Unsubscribed["state"]> => {
      const list = await wantedList(tx, wanted.list);
      const member = await memberByAddress(tx, list.id, wanted.address);
      if (member === null) return "left";
      if (member.owner || member.moderator) {
        if (member.receives) await readNoMore(tx, list, { member, at, wanted });
        tx.onCommit(wake);
        return "staff";
      }
      await leave(tx, list, { member, at, random, wanted });
      tx.onCommit(wake);
      return "left";
    });
    return ok<Unsubscribed>({ list: wanted.list, address: wanted.address, state });
  },
});

interface Leaving {
  readonly member: StoredMember;
  readonly at: Date;
  readonly random: Random;
  readonly wanted: Pick<z.output<typeof input>, "quiet" | "told" | "notify">;
}

/** They stay owner or moderator; the other owners hear of it as of a member who leaves. */
async function readNoMore(
  tx: Transactor,
  list: StoredList,
  { member, at, wanted: { told, notify } }: Omit<Leaving, "random">,
): Promise<void> {
  await updateMember(tx, member.id, { receives: false });
  if (told) await order(tx, { listId: list.id, at }, { do: "tell-unread", member: member.id });
  await tellOwners(tx, list, { address: member.address, change: "unread", at, notify });
}

async function leave(
  tx: Transactor,
  list: StoredList,
  { member, at, random, wanted: { quiet, told, notify } }: Leaving,
): Promise<void> {
  const until = addDays(at, UNDO_DAYS);
  const sealTo = await lastKey(tx, list, { member, at });
  const keys = await keysOfMembers(tx, [member.id]);
  const others = (await otherAddressesOf(tx, [member.id])).map((one) => one.address);
  await rememberLeftKeys(tx, member, { at });
  await removeMember(tx, member.id);
  await recordDeparture(tx, { member, keys, others, until });
  if (told || (!quiet && settingsOf(list).send_goodbye_msg === "yes")) {
    const undo = await undoKey(tx, list, { member, at, random });
    const { address: to, language } = member;
    await order(tx, { listId: list.id, at }, { do: "goodbye", to, language, undo, until, sealTo });
  }
  await tellOwners(tx, list, { address: member.address, change: "left", at, notify });
}

async function undoKey(
  tx: Transactor,
  list: StoredList,
  { member: { address: who }, at, random }: Omit<Leaving, "wanted">,
): Promise<string> {
  const asked = {
    list,
    function: "return",
    actor: { address: who, method: "md5" as const },
    email: who,
    operation: "member.return",
    input: { list: list.address, address: who },
    asked: new Uint8Array(),
    effect: `return ${list.id} ${who}`,
    at,
    days: UNDO_DAYS,
  };
  return (await holdRequest(tx, asked, { address: who, random })).key;
}
