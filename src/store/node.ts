/** The processes that share the database. */
import type { Transactor } from "./database.ts";

/** A process starts under a name; claims of an earlier one of that name are its own to free. */
export async function startNode(tx: Transactor, name: string, now: Date): Promise<void> {
  const times = { started_at: now.getTime(), seen_at: now.getTime() };
  await tx.query
    .insertInto("node")
    .values({ name, ...times })
    .onConflict((c) => c.column("name").doUpdateSet(times))
    .execute();
}
