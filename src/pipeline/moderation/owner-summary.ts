/**
 * Once a day the owners and moderators hear what lies with the server, held or refused: nothing that arrived ends in
 * silence (S7). Figures and reasons only.
 */
import { DAY_MS, dayNumber, addDays } from "#base";
import { type List, speakingTo } from "#lists";
import {
  countExpiring,
  countKeyOffers,
  countRequests,
  type HeldCount,
  heldCounts,
  leftWithKeys,
  listStaff,
  type StoredList,
  type StoredMember,
  takeDailySummary,
} from "#store";
import { forEachList, type OfEachList } from "../inbox/for-each-list.ts";
import { type ForOwners, ownerSummaryNotice } from "../notices/notices.ts";
import { prepareNotice, queueNotice } from "../notices/send-notice.ts";
import type { PipelineSite } from "../site.ts";
import { toList } from "../to-list.ts";

/** To be called now and then; tells those of each list at most once a day. One list's trouble is not another's. */
export async function sendOwnerSummaries(site: PipelineSite): Promise<OfEachList> {
  return forEachList(site, "owners.not-told", async (stored) => {
    await sendSummary(site, stored);
    return {};
  });
}

async function sendSummary(site: PipelineSite, stored: StoredList): Promise<void> {
  const endOfTomorrow = new Date((dayNumber(site.clock.now()) + 2) * DAY_MS);
  const { counts, staff, expiring, forOwners } = await site.db.read(async (tx) => ({
    counts: await heldCounts(tx, stored.id),
    staff: await listStaff(tx, stored.id),
    expiring: await countExpiring(tx, stored.id, endOfTomorrow),
    forOwners: {
      offers: await countKeyOffers(tx, stored.id),
      requests: await countRequests(tx, stored.id, site.clock.now()),
      left: await leftWithKeys(tx, stored.id, dayBefore(site.clock.now())),
    },
  }));
  const lies = counts.some((count) => isToldOf(count, site.clock.now()));
  const { offers, requests, left } = forOwners;
  const told = staff.filter(({ owner }) => lies || (owner && offers + requests + left.length > 0));
  if (told.length === 0) return;
  await tellStaff(site, toList(stored, site.texts), { told, counts, expiring, forOwners });
}

/**
 * What waits is told of day after day, what was refused for two days, of which one may fail: nobody has to decide about
 * it. Copies that came back tell nobody anything by themselves.
 */
function isToldOf({ kind, code, newest }: HeldCount, now: Date): boolean {
  return code !== "bounce" && (kind === "held" || newest >= addDays(now, -2));
}

/** Whole days, so that everybody is told of once. */
function dayBefore(now: Date): { readonly from: Date; readonly until: Date } {
  const today = dayNumber(now);
  return { from: new Date((today - 1) * DAY_MS), until: new Date(today * DAY_MS) };
}

const NOTHING: ForOwners = { offers: 0, requests: 0, left: [] };

interface Summary {
  /** Owners and moderators: whoever may decide about what lies there. */
  readonly told: readonly StoredMember[];
  readonly counts: readonly HeldCount[];
  /** How many of those that wait are erased today or tomorrow. */
  readonly expiring: number;
  readonly forOwners: ForOwners;
}

async function tellStaff(
  site: PipelineSite,
  list: List,
  { told, counts, expiring, forOwners }: Summary,
): Promise<void> {
  const at = site.clock.now();
  const tomorrow = addDays(at, 1);
  const noticeFor = (person: StoredMember) =>
    ownerSummaryNotice(
      speakingTo(list, person),
      counts,
      { count: expiring, date: tomorrow },
      person.owner ? forOwners : NOTHING,
    );
  const request = { attachments: [], kind: "auto-generated" as const, inReplyTo: null };
  const day = dayNumber(at);
  const prepared = await Promise.all(
    told.map((one) => {
      const effect = `summary:${list.id}:${day}:${one.id}`;
      return prepareNotice(site, list, { ...request, notice: noticeFor(one), to: one.address, effect });
    }),
  );
  await site.db.transact(async (tx) => {
    if (!(await takeDailySummary(tx, { listId: list.id, now: at }))) return;
    for (const one of prepared) await queueNotice(tx, list, { ...one, inboxId: null, at });
    tx.onCommit(() => site.wakeDelivery());
  });
}
