/**
 * The task `crl_update`: fetches the revocation lists of the authorities that lists trust, from where their certificates,
 * and those that they issued to members, say. Nothing is fetched while a post waits. A member's certificate that its
 * authority revoked is good for nothing from then on.
 */
import { type Bytes, LIMITS, type MemberKeyId, utf8 } from "#base";
import { readStoredSettings, usedFamilies } from "#lists";
import type { PipelineSite } from "#pipeline";
import {
  allLists,
  fetchedListBytes,
  memberKeyPage,
  noteNotFetched,
  renewMemberKey,
  storeFetchedList,
  type StoredList,
  type StoredMemberKey,
} from "#store";
import type { Fetch } from "./fetch-over-http.ts";
import type { TaskReport } from "./task.ts";

const PAGE = 200;

type Site = Pick<PipelineSite, "db" | "clock" | "logger">;

/** A list's authorities, DER, and the certificates that they issued to its members. */
interface Trusting {
  readonly authorities: readonly Bytes[];
  readonly issued: readonly StoredMemberKey[];
}

export async function updateRevocationLists(
  site: Site,
  fetch: Fetch,
  stop: AbortSignal,
): Promise<TaskReport> {
  const trusting: Trusting[] = [];
  for (const list of await site.db.read(allLists)) {
    const authorities = await authoritiesOf(list);
    if (authorities.length > 0)
      trusting.push({ authorities, issued: await issuedOn(site, list, authorities) });
  }
  const wanted = await wantedLists(trusting);
  const figures = { fetched: 0, failed: 0, revoked: 0 };
  for (const [url, authorities] of wanted) {
    if (stop.aborted) break;
    const isThere = await fetchOne(site, { url, authorities }, { fetch, stop });
    figures[isThere ? "fetched" : "failed"] += 1;
  }
  for (const one of trusting) figures.revoked += await revokeListed(site, one);
  return { figures, problem: figures.failed > 0 ? "unavailable" : null };
}

async function authoritiesOf({ settings: stored }: StoredList): Promise<readonly Bytes[]> {
  const { settings } = readStoredSettings(stored);
  if (settings.revocation === "off" || settings.smime_ca.trim() === "") return [];
  if (!usedFamilies(settings).includes("smime")) return [];
  const { readCertificates } = await import("#smime");
  const read = readCertificates(utf8(settings.smime_ca));
  return read.ok ? read.value : [];
}

/** Only who is vouched for can name an address that is asked. */
async function issuedOn(
  { db, clock }: Site,
  { id: listId }: StoredList,
  anchors: readonly Bytes[],
): Promise<readonly StoredMemberKey[]> {
  const { isVouchedFor } = await import("#smime");
  const at = clock.now();
  const found: StoredMemberKey[] = [];
  for (let after: MemberKeyId | undefined; ;) {
    const page = await db.read((tx) => memberKeyPage(tx, { listId, after, limit: PAGE }));
    found.push(
      ...page.filter(
        ({ scheme, publicKey }) =>
          scheme === "smime" && isVouchedFor(publicKey, { embedded: [], anchors, at }),
      ),
    );
    after = page.at(-1)?.id;
    if (page.length < PAGE) return found;
  }
}

/** Addresses, each with all authorities whose list may be there. */
async function wantedLists(trusting: readonly Trusting[]): Promise<ReadonlyMap<string, readonly Bytes[]>> {
  const { distributionPointsOf } = await import("#smime");
  const wanted = new Map<string, readonly Bytes[]>();
  for (const { authorities, issued } of trusting) {
    const certificates = [...authorities, ...issued.map(({ publicKey }) => publicKey)];
    for (const url of new Set(certificates.flatMap(distributionPointsOf)))
      wanted.set(url, [...(wanted.get(url) ?? []), ...authorities]);
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
  return stored || notFetched("older-than-known");

  async function notFetched(problem: string): Promise<false> {
    logger.warn("crl.not-fetched", { url, problem });
    await db.transact((tx) => noteNotFetched(tx, url, problem, now));
    return false;
  }
}

/** How many were revoked since. */
async function revokeListed({ db, clock }: Site, { authorities, issued }: Trusting): Promise<number> {
  const { revokedAmong } = await import("#smime");
  const lists = await db.read(fetchedListBytes);
  const counting = issued.filter(({ description }) => !description.revoked);
  const certificates = counting.map(({ publicKey }) => publicKey);
  const revoked = new Set(revokedAmong(certificates, { authorities, lists, at: clock.now() }));
  const keys = counting.filter(({ publicKey }) => revoked.has(publicKey));
  await db.transact(async (tx) => {
    for (const { id, ...key } of keys)
      await renewMemberKey(tx, id, {
        ...key,
        description: { ...key.description, revoked: true },
        recipient: null,
      });
  });
  return keys.length;
}
