/** The queue as operators see it. */
import { sql } from "kysely";
import type { ListId, OutboxId } from "#base";
import type { Reader, Transactor } from "../engine/database.ts";
import { laneOf } from "./outbox.ts";

export interface QueueCount {
  /** null: mail of no list. */
  readonly listId: ListId | null;
  readonly state: "ready" | "claimed" | "failed";
  readonly count: number;
  /** When the oldest of them was queued. */
  readonly oldest: Date;
}

/** What waits, is being sent, or failed, per list. */
export async function queueCounts(tx: Reader): Promise<readonly QueueCount[]> {
  const rows = await Promise.all(
    (["ready", "claimed", "failed"] as const).map(async (state) => {
      const counts = await tx.query
        .selectFrom("outbox")
        .select((b) => ["list_id", b.fn.countAll<number>().as("count"), b.fn.min("created_at").as("oldest")])
        .where(sql<boolean>`state = ${sql.lit(state)}`)
        .groupBy("list_id")
        .execute();
      return counts.map((row) => ({ ...row, state }));
    }),
  );
  return rows.flat().map(({ list_id, state, count, oldest }) => ({
    listId: list_id,
    state,
    count,
    oldest: new Date(oldest),
  }));
}

/** Which rows: one, a list's, or all. */
export type RetryScope = { readonly id: OutboxId } | { readonly listId: ListId } | "all";

/** Waiting rows become due now. How many there were. */
export async function retryNow(tx: Transactor, scope: RetryScope, now: Date): Promise<number> {
  const result = await tx.query
    .updateTable("outbox")
    .set({ next_at: now.getTime() })
    .where("state", "=", "ready")
    .where("next_at", ">", now.getTime())
    .$if(scope !== "all" && "id" in scope, (q) => q.where("id", "=", (scope as { id: OutboxId }).id))
    .$if(scope !== "all" && "listId" in scope, (q) =>
      q.where("lane", "=", laneOf((scope as { listId: ListId }).listId)),
    )
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}
