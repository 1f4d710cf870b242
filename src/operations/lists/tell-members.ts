/** Orders a mail about the list's keys for everybody on it, a page of members per transaction. */
import type { Fingerprint, MemberId } from "#base";
import { memberPage, type StoredList } from "#store";
import { type KeyForm, type KeyNews, order } from "../held/errand-order.ts";
import type { Context } from "../operation.ts";

const PAGE = 200;

interface News {
  readonly why: KeyNews;
  readonly old: readonly Fingerprint[];
  readonly form?: KeyForm | undefined;
}

/** How many they are. */
export async function tellMembers(
  { db, clock, wake }: Context,
  list: StoredList,
  { why, old, form }: News,
): Promise<number> {
  let told = 0;
  let after: MemberId | undefined;
  for (;;) {
    const from = after;
    const page = await db.transact(async (tx) => {
      const members = await memberPage(tx, { listId: list.id, after: from, limit: PAGE });
      for (const { id: member } of members) {
        await order(tx, { listId: list.id, at: clock.now() }, { do: "tell-key", member, why, old, form });
      }
      tx.onCommit(wake);
      return members;
    });
    told += page.length;
    after = page.at(-1)?.id;
    if (page.length < PAGE) return told;
  }
}
