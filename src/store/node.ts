/** The processes that share the database. */
import type { Reader, Transactor } from "./database.ts";

export interface StoredNode {
  readonly name: string;
  readonly startedAt: Date;
  readonly seenAt: Date;
}

/** A process starts under a name; claims of an earlier one of that name are its own to free. */
export async function startNode(tx: Transactor, name: string, now: Date): Promise<void> {
  const times = { started_at: now.getTime(), seen_at: now.getTime() };
  await tx.query
    .insertInto("node")
    .values({ name, ...times })
    .onConflict((c) => c.column("name").doUpdateSet(times))
    .execute();
}

export async function seeNode(tx: Transactor, name: string, now: Date): Promise<void> {
  await tx.query.updateTable("node").set({ seen_at: now.getTime() }).where("name", "=", name).execute();
}

export async function allNodes(tx: Reader): Promise<readonly StoredNode[]> {
  const rows = await tx.query.selectFrom("node").selectAll().orderBy("name").execute();
  return rows.map(({ name, started_at, seen_at }) => ({
    name,
    startedAt: new Date(started_at),
    seenAt: new Date(seen_at),
  }));
}
