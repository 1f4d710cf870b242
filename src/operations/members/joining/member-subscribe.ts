import { z } from "zod";
import { type EmailAddress, ok } from "#base";
import { memberByAddress, type StoredList, type StoredMember, type Transactor, updateMember } from "#store";
import { order } from "../../held/errand-order.ts";
import { address, nameUpTo } from "../../input.ts";
import { operation } from "../../operation.ts";
import { wantedList } from "../../wanted.ts";
import { askForKey, keyWanted } from "./ask-for-key.ts";
import { cameBackWithout, waitForOwner } from "./wait-for-owner.ts";
import { refuseBanned, tellOwners } from "../come-and-go.ts";
import { addMember, newMember } from "../new-member.ts";

const input = z.strictObject({
  list: address,
  address,
  name: nameUpTo(200).default(""),
  /** They get no welcome. Else all who join of their own accord do, whatever `send_welcome_msg` says. */
  quiet: z.boolean().default(false),
  /** The owners are told, whatever the list's settings say. */
  notify: z.boolean().default(false),
});
type Wanted = z.output<typeof input>;

export interface Subscribed {
  readonly list: EmailAddress;
  readonly address: EmailAddress;
  /**
   * joined: by this very request, or before: nobody learns which. waits: they left with a key that is not here, so an
   * owner decides (S9). key: they are asked for one first.
   */
  readonly state: "joined" | "waits" | "key";
}

/** Who may is asked before. Whoever is on the list stays as they are. */
export const memberSubscribe = operation({
  name: "member.subscribe",
  summary: "Let somebody join a list who asked for it",
  input,
  async run(context, wanted) {
    const { db, clock, wake, actor } = context;
    const at = clock.now();
    const state = await db.transact(async (tx): Promise<Subscribed["state"]> => {
      const list = await wantedList(tx, wanted.list);
      await refuseBanned(context, list, wanted.address);
      tx.onCommit(wake);
      const known = await memberByAddress(tx, list.id, wanted.address);
      if (known !== null) return readAlong(tx, known);
      if (actor.kind !== "operator" && keyWanted(list) === "require")
        return askForKey(tx, list, { wanted, context });
      const { address: who, name } = wanted;
      if (actor.kind !== "operator" && (await cameBackWithout(tx, list, { address: who, key: null })))
        return waitForOwner(tx, list, { member: { address: who, name }, at });
      await admit(tx, list, { wanted, at });
      if (actor.kind !== "operator" && keyWanted(list) === "ask")
        await askForKey(tx, list, { wanted, context, joined: true });
      return "joined";
    });
    return ok<Subscribed>({ list: wanted.list, address: wanted.address, state });
  },
});

/** An owner or moderator who did not read along does from now on. */
async function readAlong(tx: Transactor, member: StoredMember): Promise<"joined"> {
  if (!member.receives) await updateMember(tx, member.id, { receives: true });
  return "joined";
}

interface Newcomer {
  readonly wanted: Wanted;
  readonly at: Date;
}

async function admit(tx: Transactor, list: StoredList, { wanted, at }: Newcomer): Promise<void> {
  const { address: who, name, quiet, notify } = wanted;
  const { id } = await addMember(tx, list, {
    member: newMember.parse({ address: who, name }),
    key: null,
    at,
  });
  if (!quiet) await order(tx, { listId: list.id, at }, { do: "welcome", member: id });
  await tellOwners(tx, list, { address: who, change: "joined", at, notify });
}
