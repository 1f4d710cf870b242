import { z } from "zod";
import { type EmailAddress, ok } from "#base";
import type { GivenKey } from "#keys";
import {
  memberByAddress,
  memberById,
  type StoredList,
  type StoredMember,
  type Transactor,
  updateMember,
} from "#store";
import { order } from "../../held/errand-order.ts";
import { address, nameUpTo } from "../../input.ts";
import { operation } from "../../operation.ts";
import { wantedList } from "../../wanted.ts";
import { askForKey, keyWanted } from "./ask-for-key.ts";
import { signedWith } from "./brought-keys.ts";
import { bindBrought, challengeBrought, keysBrought } from "./take-brought.ts";
import { cameBackWithout, waitForOwner } from "./wait-for-owner.ts";
import { refuseBanned, tellOwners } from "../come-and-go.ts";
import { addMember, newMember } from "../new-member.ts";
import { digestAsked } from "../digest-choice.ts";

const input = z.strictObject({
  list: address,
  address,
  name: nameUpTo(200).default(""),
  /** Whether they want digests, and in which form. Absent: as the list's settings say. */
  digest: digestAsked.optional(),
  /** They get no welcome. Else all who join of their own accord do, whatever `send_welcome_msg` says. */
  quiet: z.boolean().default(false),
  /** The owners are told, whatever the list's settings say. */
  notify: z.boolean().default(false),
  /** What they signed with, where it waited; it counts as judged anew and handed in beside. */
  signed: signedWith.optional(),
});
type Wanted = z.output<typeof input>;

export interface Subscribed {
  readonly list: EmailAddress;
  readonly address: EmailAddress;
  /**
   * joined: by this very request, or before: nobody learns which. waits: they left with a key that is not here, so an
   * owner decides (S9). key: they are asked for one first. proof: that the one they brought is theirs.
   */
  readonly state: "joined" | "waits" | "key" | "proof";
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
      const keys = keysBrought(context, wanted.address);
      if (actor.kind !== "operator" && keyWanted(list) === "require") {
        const challenged = await challengeBrought(tx, list, { keys, wanted, context });
        return challenged ?? askForKey(tx, list, { wanted, context });
      }
      const { address: who, name } = wanted;
      const key = keys.find(({ vouched }) => vouched)?.key.description.fingerprint ?? null;
      if (actor.kind !== "operator" && (await cameBackWithout(tx, list, { address: who, key })))
        return waitForOwner(tx, list, { member: { address: who, name }, at });
      const hasKey = await admit(tx, list, { wanted, keys, at });
      if (actor.kind !== "operator" && keyWanted(list) === "ask" && !hasKey)
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
  /** That they brought along. */
  readonly keys: readonly GivenKey[];
  readonly at: Date;
}

/** True if mail is sealed to them from now on. */
async function admit(tx: Transactor, list: StoredList, { wanted, keys, at }: Newcomer): Promise<boolean> {
  const { address: who, name, quiet, notify, digest } = wanted;
  const { id } = await addMember(tx, list, {
    member: newMember.parse({ address: who, name }),
    key: null,
    at,
    digest,
  });
  if (!quiet) await order(tx, { listId: list.id, at }, { do: "welcome", member: id });
  await tellOwners(tx, list, { address: who, change: "joined", at, notify });
  const member = keys.length === 0 ? null : await memberById(tx, id);
  return member !== null && bindBrought(tx, member, { keys, at });
}
