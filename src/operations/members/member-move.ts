import { z } from "zod";
import { AppError, type EmailAddress, ok } from "#base";
import { listById, membershipsOf, moveMember, type StoredMember, type Transactor } from "#store";
import { order } from "../held/errand-order.ts";
import { address } from "../input.ts";
import { operation } from "../operation.ts";
import { wantedList } from "../wanted.ts";
import { refuseBanned } from "./come-and-go.ts";

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
  async run(context, { list: only, from, to }) {
    const { db, clock, wake } = context;
    const at = clock.now();
    const lists = await db.transact(async (tx) => {
      const list = only === undefined ? null : await wantedList(tx, only);
      const rows = (await membershipsOf(tx, from)).filter((row) => list === null || row.listId === list.id);
      if (rows.length === 0) throw notThere(from, only);
      tx.onCommit(wake);
      const moved: EmailAddress[] = [];
      for (const member of rows) {
        const on = await listById(tx, member.listId);
        if (on === null) continue;
        await refuseBanned(context, on, to);
        await move(tx, on.address, { member, to, at });
        moved.push(on.address);
      }
      return moved;
    });
    return ok<Moved>({ from, to, lists });
  },
});

interface Move {
  readonly member: StoredMember;
  readonly to: EmailAddress;
  readonly at: Date;
}

async function move(tx: Transactor, list: EmailAddress, { member, to, at }: Move): Promise<void> {
  if (!(await moveMember(tx, member, to))) throw isThere(list, to);
  await order(
    tx,
    { listId: member.listId, at },
    { do: "tell-moved", member: member.id, from: member.address },
  );
}

function notThere(from: EmailAddress, list: EmailAddress | undefined): AppError {
  const publicText = `${from} is ${list === undefined ? "on no list" : `not on ${list}`}. Nothing was changed.`;
  return new AppError({ code: "not-found", publicText });
}

function isThere(list: EmailAddress, to: EmailAddress): AppError {
  const publicText = `${to} is on ${list} already: nothing was changed on any list. Remove one of the two first.`;
  return new AppError({ code: "already-exists", publicText });
}
