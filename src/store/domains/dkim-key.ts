/**
 * Keys with which domains sign what goes out (RFC 6376), sealed by the master key. A key waits for its record in the DNS,
 * signs, and is retired: then its secret is gone, and its record stays published for mail that is still under way.
 */
import type { Selectable } from "kysely";
import type { Bytes, DkimKeyId, ListId } from "#base";
import type { Place } from "../at-rest/at-rest.ts";
import type { Reader, Transactor } from "../engine/database.ts";
import type { DkimKeyTable, DkimState } from "../schema/schema-domains.ts";

export interface NewDkimKey {
  /** A-labels in lower case. */
  readonly domain: string;
  readonly selector: string;
  /** Signs for this list only; null: for all of the domain. */
  readonly listId: ListId | null;
  readonly algorithm: DkimKeyTable["algorithm"];
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Bytes;
  /** PKCS #8, DER. */
  readonly secret: Bytes;
  readonly at: Date;
}

export interface StoredDkimKey extends Omit<NewDkimKey, "secret" | "at"> {
  readonly id: DkimKeyId;
  readonly state: DkimState;
  readonly createdAt: Date;
  readonly activeAt: Date | null;
  readonly retiredAt: Date | null;
}

/** null: the domain has a key of this selector. */
export async function insertDkimKey(tx: Transactor, key: NewDkimKey): Promise<StoredDkimKey | null> {
  const { domain, selector, listId: list_id, algorithm, publicKey, secret, at } = key;
  const sealed = tx.vault.sealAtRest(place(key), secret);
  const row = await tx.query
    .insertInto("dkim_key")
    .values({ domain, selector, list_id, algorithm, public: publicKey, sealed, created_at: at.getTime() })
    .onConflict((c) => c.columns(["domain", "selector"]).doNothing())
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : toKey(row);
}

/** All of them without their secrets, by domain, the oldest first. */
export async function dkimKeys(tx: Reader): Promise<readonly StoredDkimKey[]> {
  const rows = await tx.query.selectFrom("dkim_key").selectAll().orderBy("domain").orderBy("id").execute();
  return rows.map(toKey);
}

export interface ActiveDkimKey extends Pick<StoredDkimKey, "id" | "domain" | "selector" | "algorithm"> {
  readonly secret: Bytes;
}

/** Those that sign: a list's own if it has some, else those of the first of these domains that has some. */
export async function activeDkimKeys(
  tx: Reader,
  { listId, domains }: { readonly listId: ListId | null; readonly domains: readonly string[] },
): Promise<readonly ActiveDkimKey[]> {
  const rows = await tx.query
    .selectFrom("dkim_key")
    .selectAll()
    .where("state", "=", "active")
    .where((b) =>
      b.or([
        ...(listId === null ? [] : [b("list_id", "=", listId)]),
        b("list_id", "is", null).and("domain", "in", ["", ...domains]),
      ]),
    )
    .orderBy("id")
    .execute();
  const own = rows.filter((row) => row.list_id !== null);
  const [first] = domains.filter((domain) =>
    rows.some((row) => row.domain === domain && row.list_id === null),
  );
  const chosen = own.length > 0 ? own : rows.filter((row) => row.list_id === null && row.domain === first);
  return chosen.flatMap((row) =>
    row.sealed === null ? [] : [{ ...toKey(row), secret: tx.vault.openAtRest(place(row), row.sealed) }],
  );
}

/** It signs from now on. */
export async function activateDkimKey(tx: Transactor, id: DkimKeyId, at: Date): Promise<void> {
  await tx.query
    .updateTable("dkim_key")
    .set({ state: "active", active_at: at.getTime() })
    .where("id", "=", id)
    .where("state", "=", "waiting")
    .execute();
}

/** It signs no more, and its secret is gone. */
export async function retireDkimKey(tx: Transactor, id: DkimKeyId, at: Date): Promise<void> {
  await tx.query
    .updateTable("dkim_key")
    .set({ state: "retired", retired_at: at.getTime(), sealed: null })
    .where("id", "=", id)
    .execute();
}

/** As if it had never been. */
export async function removeDkimKey(tx: Transactor, id: DkimKeyId): Promise<void> {
  await tx.query.deleteFrom("dkim_key").where("id", "=", id).execute();
}

function place({ domain, selector }: Pick<NewDkimKey, "domain" | "selector">): Place {
  return { table: "dkim_key", column: "sealed", row: `${domain} ${selector}`, purpose: "DKIM key" };
}

function toKey(row: Selectable<DkimKeyTable>): StoredDkimKey {
  return {
    id: row.id,
    domain: row.domain,
    selector: row.selector,
    listId: row.list_id,
    algorithm: row.algorithm,
    publicKey: row.public,
    state: row.state,
    createdAt: new Date(row.created_at),
    activeAt: row.active_at === null ? null : new Date(row.active_at),
    retiredAt: row.retired_at === null ? null : new Date(row.retired_at),
  };
}
