/** How many members of a list fare otherwise than the rest. */
import { sql } from "kysely";
import type { ListId } from "#base";
import type { Reader } from "../engine/database.ts";

export interface MemberCounts {
  /** What they write is decided about by the rule for moderated members. */
  readonly moderated: number;
  /** They are to get posts, and get none at that time: they paused, or somebody switched their mail off. */
  readonly paused: number;
}

export async function memberCounts(tx: Reader, listId: ListId, at: Date): Promise<MemberCounts> {
  const row = await tx.query
    .selectFrom("member")
    .select([
      sql<number | null>`sum(case when moderated = 1 then 1 else 0 end)`.as("moderated"),
      sql<number | null>`sum(case when receives = 1 and delivery = 'off'
        and (delivery_until is null or delivery_until > ${at.getTime()}) then 1 else 0 end)`.as("paused"),
    ])
    .where("list_id", "=", listId)
    .executeTakeFirstOrThrow();
  return { moderated: row.moderated ?? 0, paused: row.paused ?? 0 };
}
