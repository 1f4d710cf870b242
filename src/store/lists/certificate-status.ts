/** What OCSP responders said of certificates, and which certificates they are to be asked about. */
import type { Bytes, Fingerprint } from "#base";
import type { Reader, Transactor } from "../engine/database.ts";

/** A certificate and who issued it, DER. */
export interface WantedStatus {
  readonly fingerprint: Fingerprint;
  readonly certificate: Bytes;
  readonly issuer: Bytes;
}

export interface StoredStatus {
  readonly fingerprint: Fingerprint;
  /** "": no answer yet. */
  readonly status: "" | "good" | "revoked";
  /** Until when the answer counts; null: there is none. */
  readonly until: Date | null;
  readonly triedAt: Date | null;
  /** Why the last try brought no answer; "" if it did. */
  readonly problem: string;
}

export interface StatusAnswer {
  readonly fingerprint: Fingerprint;
  readonly status: "good" | "revoked";
  readonly thisUpdate: Date;
  readonly until: Date;
}

/** Has the next run ask about them. */
export async function wantStatuses(
  tx: Transactor,
  wanted: readonly WantedStatus[],
  now: Date,
): Promise<void> {
  const wanted_at = now.getTime();
  for (const { fingerprint, certificate, issuer } of wanted)
    await tx.query
      .insertInto("certificate_status")
      .values({
        fingerprint,
        certificate,
        issuer,
        wanted_at,
        this_update: null,
        answered_until: null,
        tried_at: null,
      })
      .onConflict((c) => c.column("fingerprint").doUpdateSet({ wanted_at }))
      .execute();
}

export async function statusesOf(
  tx: Reader,
  fingerprints: readonly Fingerprint[],
): Promise<readonly StoredStatus[]> {
  if (fingerprints.length === 0) return [];
  const rows = await statuses(tx).where("fingerprint", "in", fingerprints).execute();
  return rows.map(toStatus);
}

/** All that were asked about and brought no answer last time. */
export async function unansweredStatuses(tx: Reader): Promise<readonly StoredStatus[]> {
  const rows = await statuses(tx).where("problem", "!=", "").orderBy("fingerprint").execute();
  return rows.map(toStatus);
}

export interface DueStatuses {
  /** Those whose answer counts no longer than this, of those not tried since. */
  readonly until: Date;
  readonly triedBefore: Date;
  readonly wantedSince: Date;
  readonly limit: number;
}

/** Those that were never asked about first. What is revoked stays so, and nobody is asked again. */
export async function dueStatuses(
  tx: Reader,
  { until, triedBefore, wantedSince, limit }: DueStatuses,
): Promise<readonly WantedStatus[]> {
  return tx.query
    .selectFrom("certificate_status")
    .select(["fingerprint", "certificate", "issuer"])
    .where("status", "!=", "revoked")
    .where("wanted_at", ">=", wantedSince.getTime())
    .where((b) => b.or([b("answered_until", "is", null), b("answered_until", "<", until.getTime())]))
    .where((b) => b.or([b("tried_at", "is", null), b("tried_at", "<", triedBefore.getTime())]))
    .orderBy((b) => b.fn.coalesce("tried_at", b.lit(0)))
    .orderBy("fingerprint")
    .limit(limit)
    .execute();
}

/** False: the answer that is there is newer, and stays; so does a revocation. */
export async function storeStatus(tx: Transactor, answer: StatusAnswer, now: Date): Promise<boolean> {
  const { status, thisUpdate, until } = answer;
  const { numUpdatedRows } = await tx.query
    .updateTable("certificate_status")
    .set({
      status,
      this_update: thisUpdate.getTime(),
      answered_until: until.getTime(),
      tried_at: now.getTime(),
      problem: "",
    })
    .where("fingerprint", "=", answer.fingerprint)
    .where("status", "!=", "revoked")
    .where((b) => b.or([b("this_update", "is", null), b("this_update", "<=", thisUpdate.getTime())]))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** What was answered before stays as long as its time. */
export async function noteNotAnswered(
  tx: Transactor,
  { fingerprint, problem }: { readonly fingerprint: Fingerprint; readonly problem: string },
  now: Date,
): Promise<void> {
  await tx.query
    .updateTable("certificate_status")
    .set({ tried_at: now.getTime(), problem })
    .where("fingerprint", "=", fingerprint)
    .execute();
}

export async function revokedStatuses(tx: Reader): Promise<readonly Fingerprint[]> {
  const rows = await statuses(tx).where("status", "=", "revoked").execute();
  return rows.map(({ fingerprint }) => fingerprint);
}

function statuses(tx: Reader) {
  return tx.query
    .selectFrom("certificate_status")
    .select(["fingerprint", "status", "answered_until", "tried_at", "problem"]);
}

function toStatus(row: {
  readonly fingerprint: Fingerprint;
  readonly status: StoredStatus["status"];
  readonly answered_until: number | null;
  readonly tried_at: number | null;
  readonly problem: string;
}): StoredStatus {
  const { fingerprint, status, answered_until, tried_at, problem } = row;
  const date = (at: number | null): Date | null => (at === null ? null : new Date(at));
  return { fingerprint, status, problem, until: date(answered_until), triedAt: date(tried_at) };
}
