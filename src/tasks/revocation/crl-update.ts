/**
 * The task `crl_update`: fetches the revocation lists of the authorities that lists trust, from where their certificates,
 * and those that they issued to members, say. Nothing is fetched while a post waits. A member's certificate that its
 * authority revoked is good for nothing from then on.
 */
import { type Bytes, LIMITS } from "#base";
import type { PipelineSite } from "#pipeline";
import {
  fetchedListBytes,
  fetchedLists,
  noteNotFetched,
  storeFetchedList,
  type TaskModel,
  taskModel,
} from "#store";
import type { Fetch } from "./fetch-over-http.ts";
import type { TaskReport } from "../task.ts";
import { revokeMemberKeys, type Trusting, trustingLists } from "./trusting-lists.ts";

type Site = Pick<PipelineSite, "db" | "clock" | "logger" | "keyring">;

export async function updateRevocationLists(
  site: Site,
  fetch: Fetch,
  stop: AbortSignal,
): Promise<TaskReport> {
  const trusting = await trustingLists(site, () => true);
  const model = await site.db.read((tx) => taskModel(tx, "crl_update"));
  const fresh = await freshAddresses(site, model);
  const wanted = await wantedLists(trusting, model?.addresses ?? []);
  const figures = { fetched: 0, failed: 0, revoked: 0 };
  for (const [url, authorities] of wanted) {
    if (stop.aborted) break;
    if (fresh.has(url)) continue;
    const isThere = await fetchOne(site, { url, authorities }, { fetch, stop });
    figures[isThere ? "fetched" : "failed"] += 1;
  }
  for (const one of trusting) figures.revoked += await revokeListed(site, one);
  return { figures, problem: figures.failed > 0 ? "unavailable" : null };
}

/** Those whose list is good for longer than the time that a task model gives to `update_crl`: they are not asked again. */
async function freshAddresses({ db, clock }: Site, model: TaskModel | null): Promise<ReadonlySet<string>> {
  if (model === null || model.aheadMs === null) return new Set();
  const limit = clock.now().getTime() + model.aheadMs;
  const lists = await db.read(fetchedLists);
  const fresh = lists.filter(
    ({ problem, nextUpdate }) => problem === "" && nextUpdate !== null && nextUpdate.getTime() > limit,
  );
  return new Set(fresh.map(({ url }) => url));
}

/** Addresses, those that a task model names too, each with all authorities whose list may be there. */
async function wantedLists(
  trusting: readonly Trusting[],
  more: readonly string[],
): Promise<ReadonlyMap<string, readonly Bytes[]>> {
  const { distributionPointsOf } = await import("#smime");
  const wanted = new Map<string, readonly Bytes[]>();
  for (const { anchors, issued } of trusting) {
    const certificates = [...anchors, ...issued.map(({ publicKey }) => publicKey)];
    for (const url of new Set([...more, ...certificates.flatMap(distributionPointsOf)]))
      wanted.set(url, [...(wanted.get(url) ?? []), ...anchors]);
  }
  return new Map([...wanted].slice(0, LIMITS.revocationListAddresses));
}

interface WantedList {
  readonly url: string;
  readonly authorities: readonly Bytes[];
}

/** False: the one that was there before stays, and why is written down. */
async function fetchOne(
  { db, clock, logger }: Site,
  { url, authorities }: WantedList,
  { fetch, stop }: { readonly fetch: Fetch; readonly stop: AbortSignal },
): Promise<boolean> {
  const { readFetchedList } = await import("#smime");
  const fetched = await fetch(url, stop);
  const now = clock.now();
  const list = fetched.ok ? readFetchedList(fetched.value, authorities, now) : fetched;
  if (!list.ok) return notFetched(list.error);
  const stored = await db.transact((tx) => storeFetchedList(tx, { url, ...list.value }, now));
  if (!stored) return notFetched("older-than-known");
  return list.value.delta ? notFetched("only-changes") : true;

  async function notFetched(problem: string): Promise<false> {
    logger.warn("crl.not-fetched", { url, problem });
    await db.transact((tx) => noteNotFetched(tx, url, problem, now));
    return false;
  }
}

/** How many were revoked since. */
async function revokeListed(site: Site, { anchors, issued }: Trusting): Promise<number> {
  const { revokedAmong } = await import("#smime");
  const lists = await site.db.read(fetchedListBytes);
  const certificates = issued.map(({ publicKey }) => publicKey);
  const at = site.clock.now();
  const revoked = new Set(revokedAmong(certificates, { authorities: anchors, lists, at }));
  return revokeMemberKeys(
    site,
    issued.filter(({ publicKey }) => revoked.has(publicKey)),
  );
}
