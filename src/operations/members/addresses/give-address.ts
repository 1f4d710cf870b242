/** What becomes of a new address of a member's: posts go there from then on, or what comes from it counts as theirs. */
import { AppError, type EmailAddress, sameAddress } from "#base";
import {
  insertMemberAddress,
  keysOfMembers,
  leftKeys,
  moveMember,
  rememberLeftAddress,
  type StoredList,
  type StoredMember,
  type Transactor,
} from "#store";
import { order } from "../../held/errand-order.ts";
import { noteAddressBack } from "../../held/note-return.ts";
import type { Context } from "../../operation.ts";
import { refuseBanned } from "../come-and-go.ts";

export interface GivenAddress {
  readonly list: StoredList;
  readonly member: StoredMember;
  readonly address: EmailAddress;
  /** move: it takes the place of the first one. add: it stands beside it. */
  readonly how: "add" | "move";
}

/**
 * Keys and options stay. The first address until then is told, sealed where they have a key; moved from, it comes back only
 * with that key or by an owner (S9).
 *
 * @throws AppError already-exists; not-allowed for a ban, and for an address that left with a key that the member has not
 */
export async function giveAddress(
  tx: Transactor,
  context: Pick<Context, "actor" | "clock">,
  { list, member, address, how }: GivenAddress,
): Promise<void> {
  const at = context.clock.now();
  await refuseBanned(context, list, address);
  if (context.actor.kind !== "operator" && (await leftWithOther(tx, member, address)))
    throw new AppError({ code: "not-allowed", publicText: `${address} is for the owners to add.` });
  const isTaken =
    how === "move"
      ? !(await moveMember(tx, member, address))
      : !(await insertMemberAddress(tx, { member, address, at })).ok;
  if (isTaken) throw isThere(list, address);
  const keys = (await keysOfMembers(tx, [member.id])).map(({ fingerprint }) => fingerprint);
  await noteAddressBack(tx, member, { address, keys, at });
  if (how === "move" && !sameAddress(member.address, address))
    await rememberLeftAddress(tx, member, { at, address: member.address });
  const told = { member: member.id, from: member.address };
  const what =
    how === "move"
      ? ({ do: "tell-moved", ...told } as const)
      : ({ do: "tell-address", member: member.id, address } as const);
  if (how === "add" || !sameAddress(member.address, address)) await order(tx, { listId: list.id, at }, what);
}

/** An address that left with a key comes back with that key or by an owner (S9), under whatever name. */
async function leftWithOther(
  tx: Transactor,
  { id, listId }: StoredMember,
  address: EmailAddress,
): Promise<boolean> {
  const left = (await leftKeys(tx, listId, address)).filter(({ back }) => back === null);
  if (left.length === 0) return false;
  const keys = await keysOfMembers(tx, [id]);
  return !left.some((one) => keys.some(({ fingerprint }) => one.is(fingerprint)));
}

function isThere(list: StoredList, address: EmailAddress): AppError {
  const publicText = `${address} is on ${list.address} already: nothing was changed on any list. Remove one of the two first.`;
  return new AppError({ code: "already-exists", publicText });
}
