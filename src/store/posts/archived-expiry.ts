/** Kept posts whose time is over, by what their list says today: a list that changes its mind need not wait. */
import { addDays, type ListId } from "#base";
import type { Transactor } from "../engine/database.ts";
import { listById } from "../lists/list.ts";
import { eraseArchived } from "./archived.ts";

/** At most `limit` of them; how many there were. */
export async function eraseArchivedExpired(tx: Transactor, now: Date, limit: number): Promise<number> {
  const lists = await tx.query.selectFrom("archived").select("list_id").distinct().execute();
  let erased = 0;
  for (const { list_id } of lists) {
    const days = await daysKept(tx, list_id);
    if (days > 0) erased += await eraseBefore(tx, { list: list_id, at: addDays(now, -days) }, limit - erased);
    if (erased === limit) break;
  }
  return erased;
}

/** 0, which is not written down: for ever. */
async function daysKept(tx: Transactor, list: ListId): Promise<number> {
  const days = (await listById(tx, list))?.settings["archive_days"];
  return typeof days === "number" ? days : 0;
}

async function eraseBefore(
  tx: Transactor,
  { list, at }: { readonly list: ListId; readonly at: Date },
  limit: number,
): Promise<number> {
  const due = await tx.query
    .selectFrom("archived")
    .select("post_id")
    .where("list_id", "=", list)
    .where("at", "<", at.getTime())
    .orderBy("at")
    .limit(limit)
    .execute();
  for (const { post_id } of due) await eraseArchived(tx, post_id);
  return due.length;
}
