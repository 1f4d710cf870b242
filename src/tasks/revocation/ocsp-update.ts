/**
 * The task `ocsp_update`: asks the responders of the authorities that lists trust about their members' certificates, and
 * about what a post waits for (`ocsp = yes`, RFC 6960). Nothing is fetched while a post waits.
 */
import { type Bytes, DAY_MS, type Fingerprint, HOUR_MS, LIMITS, type Result } from "#base";
import type { PipelineSite } from "#pipeline";
import {
  dueStatuses,
  fetchedListBytes,
  noteNotAnswered,
  revokedStatuses,
  storeStatus,
  type WantedStatus,
  wantStatuses,
} from "#store";
import type { Fetch } from "./fetch-over-http.ts";
import type { TaskReport } from "../task.ts";
import { revokeMemberKeys, type Trusting, trustingLists } from "./trusting-lists.ts";

/** What is asked again: answers whose time is over before the run after the next one. */
const AHEAD_MS = 2 * HOUR_MS;
const PAUSE_MS = 30_000;
const NONCE_OCTETS = 32;

type Site = Pick<PipelineSite, "db" | "clock" | "logger" | "random" | "keyring">;

export async function updateStatuses(site: Site, fetch: Fetch, stop: AbortSignal): Promise<TaskReport> {
  const { db, clock } = site;
  const now = clock.now();
  const trusting = await trustingLists(site, ({ ocsp }) => ocsp === "yes");
  for (const one of trusting) await wantAll(site, one, now);
  const figures = { answered: 0, failed: 0, revoked: 0 };
  if (trusting.length === 0) return { figures, problem: null };
  const due = await db.read((tx) => dueStatuses(tx, dueAt(now)));
  for (const wanted of due) {
    if (stop.aborted) break;
    figures[(await askOne(site, wanted, { fetch, stop })) ? "answered" : "failed"] += 1;
  }
  for (const one of trusting) figures.revoked += await revokeAnswered(site, one);
  return { figures, problem: figures.failed > 0 ? "unavailable" : null };
}

function dueAt(now: Date): Parameters<typeof dueStatuses>[1] {
  const from = (ms: number): Date => new Date(now.getTime() + ms);
  return {
    until: from(AHEAD_MS),
    triedBefore: from(-PAUSE_MS),
    wantedSince: from(-DAY_MS),
    limit: LIMITS.statusesAsked,
  };
}

/** Members' certificates and those above them, as far as they name a responder. */
async function wantAll({ db, clock }: Site, { anchors, issued }: Trusting, now: Date): Promise<void> {
  const { pathStatuses, respondersOf } = await import("#smime");
  const wanted = new Map<Fingerprint, WantedStatus>();
  for (const { publicKey: certificate } of issued)
    for (const one of pathStatuses({ certificate, embedded: [], anchors, at: clock.now() }) ?? [])
      if (respondersOf(one.certificate).length > 0) wanted.set(one.fingerprint, one);
  await db.transact((tx) => wantStatuses(tx, [...wanted.values()], now));
}

interface Asking {
  readonly fetch: Fetch;
  readonly stop: AbortSignal;
}

/** The first responder that answers; why the last one did not is written down. */
async function askOne(
  { db, clock, logger, random }: Site,
  wanted: WantedStatus,
  asking: Asking,
): Promise<boolean> {
  const { respondersOf, readStatusResponse, writeStatusRequest } = await import("#smime");
  const lists = await db.read(fetchedListBytes);
  let problem = "no-responder";
  for (const url of respondersOf(wanted.certificate)) {
    const question = { ...wanted, nonce: random.bytes(NONCE_OCTETS) };
    const request = writeStatusRequest(question);
    if (request === null) break;
    const file = await fetchAnswer(url, request, asking);
    const answer = file.ok ? readStatusResponse(file.value, { ...question, at: clock.now(), lists }) : file;
    const { fingerprint } = wanted;
    if (answer.ok) {
      await db.transact((tx) => storeStatus(tx, { fingerprint, ...answer.value }, clock.now()));
      return true;
    }
    problem = answer.error;
    logger.warn("ocsp.not-answered", { url, problem });
  }
  await db.transact((tx) => noteNotAnswered(tx, { ...wanted, problem }, clock.now()));
  return false;
}

/** How many were revoked since. */
async function revokeAnswered(site: Site, { issued }: Trusting): Promise<number> {
  const revoked = new Set(await site.db.read(revokedStatuses));
  return revokeMemberKeys(
    site,
    issued.filter(({ fingerprint }) => revoked.has(fingerprint)),
  );
}

/** By POST, and by GET where a responder does not take that (RFC 6960 §A.1). */
async function fetchAnswer(
  url: string,
  request: Bytes,
  { fetch, stop }: Asking,
): Promise<Result<Bytes, string>> {
  const maxBytes = LIMITS.statusResponseBytes;
  const posted = await fetch(url, stop, {
    maxBytes,
    post: { type: "application/ocsp-request", body: request },
  });
  if (posted.ok || posted.error !== "not-found") return posted;
  const path = encodeURIComponent(Buffer.from(request).toString("base64"));
  return fetch(`${url.replace(/\/$/, "")}/${path}`, stop, { maxBytes });
}
