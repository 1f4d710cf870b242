import { z } from "zod";
import { addressKey, AppError, ok } from "#base";
import { mergeEverywhere, whyNotBindable } from "#keys";
import {
  bindMemberKey,
  type Departure,
  forgetLeftKeys,
  chooseDigest,
  insertMember,
  insertMemberAddress,
  type StoredList,
  type StoredMember,
  takeDeparture,
  type Transactor,
  updateMember,
} from "#store";
import { address } from "../../input.ts";
import { operation } from "../../operation.ts";
import { wantedList } from "../../wanted.ts";
import { refuseBanned, tellOwners } from "../come-and-go.ts";
import { readMemberView } from "../new-member.ts";

/**
 * As they were, with the bindings of the keys that they left with (S9), and what became known of these since: nothing else
 * is added or replaced by it.
 */
export const memberReturn = operation({
  name: "member.return",
  summary: "Undo that somebody left a list",
  input: z.strictObject({ list: address, address }),
  async run(context, wanted) {
    const at = context.clock.now();
    const view = await context.db.transact(async (tx) => {
      const list = await wantedList(tx, wanted.list);
      await refuseBanned(context, list, wanted.address);
      const departure = await takeDeparture(tx, { listId: list.id, address: wanted.address, now: at });
      if (departure === null) throw nothingToUndo(list, wanted.address);
      const member = await putBack(tx, list, { ...departure, at });
      await forgetLeftKeys(tx, member);
      await tellOwners(tx, list, { address: member.address, change: "joined", at });
      tx.onCommit(context.wake);
      return readMemberView(tx, list, { member: member.address, at });
    });
    return ok(view);
  },
});

interface Return extends Departure {
  readonly at: Date;
}

/**
 * Another address that is somebody else's by now stays theirs.
 *
 * @throws AppError not-found if a key of theirs cannot be theirs any more: then an owner decides
 */
async function putBack(
  tx: Transactor,
  list: StoredList,
  { member, keys, others, at }: Return,
): Promise<StoredMember> {
  const { createdAt, address: who, ...fields } = member;
  const added = await insertMember(tx, { listId: list.id, address: who, at: createdAt });
  if (!added.ok) throw nothingToUndo(list, who);
  await updateMember(tx, added.value.id, fields);
  for (const other of others) {
    const isTheirs = (await insertMemberAddress(tx, { member: added.value, address: other, at })).ok;
    if (isTheirs) await forgetLeftKeys(tx, { listId: list.id, addressKey: addressKey(other) });
  }
  await chooseDigest(tx, added.value.id, fields.digest);
  for (const key of keys) {
    const { fingerprint } = key.description;
    const refusal = await whyNotBindable(tx, { listId: list.id, memberId: added.value.id }, fingerprint);
    if (refusal !== null) throw nothingToUndo(list, who);
    const bound = await bindMemberKey(tx, { ...key, memberId: added.value.id });
    if (!bound.ok) throw nothingToUndo(list, who);
    await mergeEverywhere(tx, fingerprint, at);
  }
  return added.value;
}

function nothingToUndo(list: StoredList, who: string): AppError {
  return new AppError({
    code: "not-found",
    publicText: `Nothing is to be undone: ${who} did not leave ${list.address} in the last days, or is back.`,
  });
}
