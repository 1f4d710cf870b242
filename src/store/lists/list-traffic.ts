/** What went through a list lately: figures and replies of relays, never content. */
import type { ListId } from "#base";
import { sql } from "kysely";
import type { Reader } from "../engine/database.ts";
import { laneOf } from "../mail-out/outbox.ts";

/** Copies that were refused for good, by address. */
export interface FailedCopies {
  readonly address: string;
  readonly count: number;
  readonly lastAt: Date;
  /** Enhanced status code and text of the last reply. */
  readonly code: string;
  readonly reply: string;
}

export interface Since {
  readonly listId: ListId;
  readonly since: Date;
}

/** Those who failed last come first. Notices of the server itself are not counted. */
export async function failedCopies(tx: Reader, { listId, since }: Since): Promise<readonly FailedCopies[]> {
  const rows = await tx.query
    .selectFrom("outbox")
    .select(["rcpt_to", "code", "reply", "done_at"])
    .where("lane", "=", laneOf(listId))
    .where(sql<boolean>`state = 'failed'`)
    .where("done_at", ">=", since.getTime())
    .where("member_id", "is not", null)
    .orderBy("done_at", "desc")
    .execute();
  const by = Map.groupBy(rows, (row) => row.rcpt_to);
  return [...by].map(([address, [last, ...others]]) => ({
    address,
    count: 1 + others.length,
    lastAt: new Date(last?.done_at ?? 0),
    code: last?.code ?? "",
    reply: last?.reply ?? "",
  }));
}

/** How many posts were accepted. */
export async function countPosts(tx: Reader, { listId, since }: Since): Promise<number> {
  const row = await tx.query
    .selectFrom("post")
    .select((b) => b.fn.countAll<number>().as("count"))
    .where("list_id", "=", listId)
    .where("accepted_at", ">=", since.getTime())
    .executeTakeFirstOrThrow();
  return row.count;
}
