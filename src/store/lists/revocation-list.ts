/** Revocation lists that were fetched, by the address that they are at. */
import type { Bytes } from "#base";
import type { Reader, Transactor } from "../engine/database.ts";

export interface FetchedRevocationList {
  readonly url: string;
  /** null: never fetched yet. */
  readonly nextUpdate: Date | null;
  readonly fetchedAt: Date | null;
  /** Why the last try brought none; "" if it did. */
  readonly problem: string;
}

export interface NewRevocationList {
  readonly url: string;
  readonly der: Bytes;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | null;
}

/** False: the one that is there is newer, and stays. An old one could hide what was revoked since. */
export async function storeFetchedList(tx: Transactor, list: NewRevocationList, now: Date): Promise<boolean> {
  const at = now.getTime();
  const times = { this_update: list.thisUpdate.getTime(), next_update: list.nextUpdate?.getTime() ?? null };
  const row = { der: list.der, ...times, fetched_at: at, tried_at: at, problem: "" };
  const stored = await tx.query
    .insertInto("revocation_list")
    .values({ url: list.url, ...row })
    .onConflict((c) =>
      c
        .column("url")
        .doUpdateSet(row)
        .where((b) =>
          b.or([
            b("revocation_list.this_update", "is", null),
            b("revocation_list.this_update", "<=", times.this_update),
          ]),
        ),
    )
    .returning("url")
    .executeTakeFirst();
  return stored !== undefined;
}

/** What was fetched before stays. */
export async function noteNotFetched(tx: Transactor, url: string, problem: string, now: Date): Promise<void> {
  const tried = { tried_at: now.getTime(), problem };
  await tx.query
    .insertInto("revocation_list")
    .values({ url, der: null, this_update: null, next_update: null, fetched_at: null, ...tried })
    .onConflict((c) => c.column("url").doUpdateSet(tried))
    .execute();
}

/** All addresses that were tried. */
export async function fetchedLists(tx: Reader): Promise<readonly FetchedRevocationList[]> {
  const rows = await tx.query
    .selectFrom("revocation_list")
    .select(["url", "next_update", "fetched_at", "problem"])
    .orderBy("url")
    .execute();
  return rows.map(({ url, next_update, fetched_at, problem }) => ({
    url,
    problem,
    nextUpdate: next_update === null ? null : new Date(next_update),
    fetchedAt: fetched_at === null ? null : new Date(fetched_at),
  }));
}

/** The lists themselves, DER. */
export async function fetchedListBytes(tx: Reader): Promise<readonly Bytes[]> {
  const rows = await tx.query
    .selectFrom("revocation_list")
    .select("der")
    .where("der", "is not", null)
    .orderBy("url")
    .execute();
  return rows.flatMap(({ der }) => (der === null ? [] : [der]));
}
