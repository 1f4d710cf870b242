/**
 * The processes that share the database. Each start has a name of its own; who has not been seen for a
 * while, or was followed by another start at the same site, is dead, and what it had claimed is free.
 */
import { sql } from "kysely";
import type { Reader, Transactor } from "./database.ts";

const SILENT_MS = 2 * 60 * 1000;

export interface NodeStart {
  /** Where it runs: only one process at a time works there. */
  readonly site: string;
  /** Unlike that of any other start. */
  readonly name: string;
  readonly now: Date;
}

/** Earlier starts at the same site are dead. */
export async function startNode(tx: Transactor, { site, name, now }: NodeStart): Promise<void> {
  await tx.query.deleteFrom("node").where("site", "=", site).execute();
  const times = { started_at: now.getTime(), seen_at: now.getTime() };
  await tx.query
    .insertInto("node")
    .values({ name, site, ...times })
    .execute();
  await releaseDeadClaims(tx, now);
}

/** Said now and then while a process lives; frees what the dead had claimed. */
export async function seeNode(tx: Transactor, name: string, now: Date): Promise<void> {
  await tx.query.updateTable("node").set({ seen_at: now.getTime() }).where("name", "=", name).execute();
  await releaseDeadClaims(tx, now);
}

/** At its end; what it had claimed is free. */
export async function stopNode(tx: Transactor, name: string, now: Date): Promise<void> {
  await tx.query.deleteFrom("node").where("name", "=", name).execute();
  await releaseDeadClaims(tx, now);
}

/** Whether a process lives that does what is due. */
export async function isServed(tx: Reader, now: Date): Promise<boolean> {
  const row = await tx.query
    .selectFrom("node")
    .select("name")
    .where("seen_at", ">=", now.getTime() - SILENT_MS)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function releaseDeadClaims(tx: Transactor, now: Date): Promise<void> {
  const alive = sql<boolean>`claimed_by in (select name from node where seen_at >= ${now.getTime() - SILENT_MS})`;
  await tx.query
    .updateTable("outbox")
    .set({ state: "ready", claimed_by: "" })
    .where(sql<boolean>`state = 'claimed'`)
    .where((b) => b.not(alive))
    .execute();
  await tx.query
    .updateTable("inbox")
    .set({ claimed_until: 0, claimed_by: "" })
    .where("state", "in", ["claimed", "sealing"])
    .where("claimed_by", "!=", "")
    .where((b) => b.not(alive))
    .execute();
  await tx.query
    .updateTable("task")
    .set({ claimed_until: 0, claimed_by: "" })
    .where("claimed_by", "!=", "")
    .where((b) => b.not(alive))
    .execute();
}
