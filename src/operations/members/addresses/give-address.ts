/** What becomes of a new address of a member's: posts go there from then on, or what comes from it counts as theirs. */
import { AppError, type EmailAddress, sameAddress } from "#base";
import { insertMemberAddress, moveMember, type StoredList, type StoredMember, type Transactor } from "#store";
import { order } from "../../held/errand-order.ts";
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
 * Keys and options stay. The first address until then is told, sealed where they have a key (S9).
 *
 * @throws AppError already-exists; not-allowed for a ban
 */
export async function giveAddress(
  tx: Transactor,
  context: Pick<Context, "actor" | "clock">,
  { list, member, address, how }: GivenAddress,
): Promise<void> {
  const at = context.clock.now();
  await refuseBanned(context, list, address);
  const isTaken =
    how === "move"
      ? !(await moveMember(tx, member, address))
      : !(await insertMemberAddress(tx, { member, address, at })).ok;
  if (isTaken) throw isThere(list, address);
  const told = { member: member.id, from: member.address };
  const what =
    how === "move"
      ? ({ do: "tell-moved", ...told } as const)
      : ({ do: "tell-address", member: member.id, address } as const);
  if (how === "add" || !sameAddress(member.address, address)) await order(tx, { listId: list.id, at }, what);
}

function isThere(list: StoredList, address: EmailAddress): AppError {
  const publicText = `${address} is on ${list.address} already: nothing was changed on any list. Remove one of the two first.`;
  return new AppError({ code: "already-exists", publicText });
}
