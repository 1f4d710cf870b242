/**
 * Members whose key was lost while a copy was on its way to them, of a post that is not kept: they hear once a day that
 * they missed something.
 */
import { addressKey } from "#base";
import { type ClaimedRow, memberById, noteTold, takeDailyNotice, type Transactor } from "#store";
import { order } from "../held/errand-order.ts";

/** In the transaction that drops the copies. Whether anybody is to be told. */
export async function tellMissed(tx: Transactor, rows: readonly ClaimedRow[], at: Date): Promise<boolean> {
  let found = false;
  for (const id of new Set(rows.map(({ memberId }) => memberId))) {
    const member = id === null ? null : await memberById(tx, id);
    if (member === null) continue;
    const { listId } = member;
    if (!(await takeDailyNotice(tx, { to: addressKey(member.address), listId, now: at }))) continue;
    await order(tx, { listId, at }, { do: "tell-missed", member: member.id });
    await noteTold(tx, member.id, at);
    found = true;
  }
  return found;
}
