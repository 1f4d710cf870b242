/**
 * Once a day the owners and moderators hear what lies with the server, held or refused: nothing that arrived ends in
 * silence (S7). What waits for them is named by its outer header fields, and what was refused is counted.
 */
import { DAY_MS, dayNumber, addDays } from "#base";
import { type List, speakingTo } from "#lists";
import { decidedByModerators } from "#operations";
import {
  countExpiring,
  countHeld,
  countKeyOffers,
  countRequests,
  forgetUntold,
  type HeldCount,
  heldCounts,
  isSummaryDue,
  leftOutOfDigests,
  leftWithKeys,
  listStaff,
  type Reader,
  type RequestQuery,
  type StoredList,
  type StoredMember,
  takeDailySummary,
  type UntoldCounts,
  untoldCounts,
  waitingRequests,
} from "#store";
import { forEachList, type OfEachList } from "../inbox/for-each-list.ts";
import { prepareNotice, queueNotice } from "../notices/send-notice.ts";
import { type Concerns, type Lying, ownerSummaryNotice } from "../notices/summary/summary-notice.ts";
import { oldestWaiting } from "../notices/summary/waiting-posts.ts";
import type { PipelineSite } from "../site.ts";
import { toList } from "../to-list.ts";

/** To be called now and then; tells those of each list at most once a day. One list's trouble is not another's. */
export async function sendOwnerSummaries(site: PipelineSite): Promise<OfEachList> {
  return forEachList(site, "owners.not-told", async (stored) => {
    await sendSummary(site, stored);
    return {};
  });
}

/** So many posts and requests are named one by one. */
const NAMED = 20;

async function sendSummary(site: PipelineSite, stored: StoredList): Promise<void> {
  const now = site.clock.now();
  const list = toList(stored, site.texts);
  const summary = await site.db.read(async (tx) =>
    (await isSummaryDue(tx, { listId: list.id, now })) ? gather(tx, list, now) : null,
  );
  if (summary !== null && summary.told.length > 0) await tellStaff(site, list, summary);
}

async function gather(tx: Reader, list: List, now: Date): Promise<Summary> {
  const counts = await heldCounts(tx, list.id);
  const ended = await untoldCounts(tx, list.id);
  const forOwners = await ownersConcerns(tx, list, { now, ended: ended.counts });
  const functions = decidedByModerators(list.settings);
  const forModerators: Concerns = {
    offers: 0,
    requests: await requestsOf(tx, list, { now, functions }),
    left: [],
    leftOut: [],
    ended: ended.counts.filter(({ what }) => what === "held"),
  };
  const lies = counts.some((count) => isToldOf(count, now));
  const told = (await listStaff(tx, list.id)).filter(
    ({ owner }) => lies || isAnything(owner ? forOwners : forModerators),
  );
  const named = told.length === 0 ? [] : await oldestWaiting(tx, list, NAMED);
  const lying: Lying = {
    counts,
    waiting: { named, count: await countHeld(tx, list.id) },
    expiring: {
      count: await countExpiring(tx, list.id, new Date((dayNumber(now) + 2) * DAY_MS)),
      date: addDays(now, 1),
    },
  };
  return { told, lying, forOwners, forModerators, ended: ended.ids };
}

async function ownersConcerns(
  tx: Reader,
  list: List,
  { now, ended }: { readonly now: Date } & Pick<Concerns, "ended">,
): Promise<Concerns> {
  return {
    offers: await countKeyOffers(tx, list.id),
    requests: await requestsOf(tx, list, { now }),
    left: await leftWithKeys(tx, list.id, dayBefore(now)),
    leftOut: await leftOutOfDigests(tx, list.id, dayBefore(now)),
    ended,
  };
}

function isAnything({ offers, requests, left, leftOut, ended }: Concerns): boolean {
  return offers + requests.count + left.length + leftOut.length + ended.length > 0;
}

async function requestsOf(
  tx: Reader,
  { id: listId }: List,
  which: Pick<RequestQuery, "now" | "functions">,
): Promise<Concerns["requests"]> {
  if (which.functions?.length === 0) return { named: [], count: 0 };
  return {
    named: await waitingRequests(tx, { listId, waitsFor: "owner", limit: NAMED, ...which }),
    count: await countRequests(tx, { listId, ...which }),
  };
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

interface Summary {
  /** Owners and moderators: whoever may decide about what lies there. */
  readonly told: readonly StoredMember[];
  readonly lying: Lying;
  readonly forOwners: Concerns;
  readonly forModerators: Concerns;
  /** What ended by itself and is told with it, and never again. */
  readonly ended: UntoldCounts["ids"];
}

async function tellStaff(
  site: PipelineSite,
  list: List,
  { told, lying, forOwners, forModerators, ended }: Summary,
): Promise<void> {
  const at = site.clock.now();
  const noticeFor = (person: StoredMember) =>
    ownerSummaryNotice(speakingTo(list, person), lying, person.owner ? forOwners : forModerators);
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
    await forgetUntold(tx, ended);
    tx.onCommit(() => site.wakeDelivery());
  });
}
