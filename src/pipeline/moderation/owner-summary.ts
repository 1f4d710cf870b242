/**
 * Once a day the owners hear what lies with the server, held or refused: nothing that arrived ends in
 * silence (S7). Figures and reasons only.
 */
import { DAY_MS, dayNumber, addDays } from "#base";
import type { List } from "#lists";
import {
  countExpiring,
  countKeyOffers,
  type HeldCount,
  heldCounts,
  listStaff,
  type StoredList,
  type StoredMember,
  takeDailySummary,
} from "#store";
import { forEachList, type OfEachList } from "../for-each-list.ts";
import { ownerSummaryNotice } from "../notices/notices.ts";
import { prepareNotice, queueNotice } from "../notices/send-notice.ts";
import type { PipelineSite } from "../site.ts";
import { toList } from "../to-list.ts";

/** To be called now and then; tells each list's owners at most once a day. One list's trouble is not another's. */
export async function sendOwnerSummaries(site: PipelineSite): Promise<OfEachList> {
  return forEachList(site, "owners.not-told", async (stored) => {
    await sendSummary(site, stored);
    return {};
  });
}

async function sendSummary(site: PipelineSite, stored: StoredList): Promise<void> {
  const endOfTomorrow = new Date((dayNumber(site.clock.now()) + 2) * DAY_MS);
  const { counts, staff, expiring, offers } = await site.db.read(async (tx) => ({
    counts: await heldCounts(tx, stored.id),
    staff: await listStaff(tx, stored.id),
    expiring: await countExpiring(tx, stored.id, endOfTomorrow),
    offers: await countKeyOffers(tx, stored.id),
  }));
  const owners = staff.filter(({ owner }) => owner);
  // Copies that came back tell owners nothing by themselves.
  if (owners.length === 0 || (offers === 0 && counts.every(({ code }) => code === "bounce"))) return;
  await tellOwners(site, toList(stored), { owners, counts, expiring, offers });
}

interface Summary {
  readonly owners: readonly StoredMember[];
  readonly counts: readonly HeldCount[];
  /** How many of those that wait are erased today or tomorrow. */
  readonly expiring: number;
  /** Keys that wait. */
  readonly offers: number;
}

async function tellOwners(
  site: PipelineSite,
  list: List,
  { owners, counts, expiring, offers }: Summary,
): Promise<void> {
  const at = site.clock.now();
  const tomorrow = addDays(at, 1);
  const notice = ownerSummaryNotice(list, counts, { count: expiring, date: tomorrow }, offers);
  const request = { notice, attachments: [], kind: "auto-generated" as const, inReplyTo: null };
  const day = dayNumber(at);
  const prepared = await Promise.all(
    owners.map(({ id, address }) =>
      prepareNotice(site, list, { ...request, to: address, effect: `summary:${list.id}:${day}:${id}` }),
    ),
  );
  await site.db.transact(async (tx) => {
    if (!(await takeDailySummary(tx, { listId: list.id, now: at }))) return;
    for (const one of prepared) await queueNotice(tx, list, { ...one, inboxId: null, at });
    tx.onCommit(() => site.wakeDelivery());
  });
}
