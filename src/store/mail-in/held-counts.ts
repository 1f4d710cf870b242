/** What lies with the server, for the owners: figures and reasons, never content. */
import type { ListId } from "#base";
import type { Reader } from "../engine/database.ts";
import { HELD_CODES, type HeldCode, readOneOf } from "../schema/row-code.ts";
import type { HeldKind } from "../schema/schema-mail-in.ts";

export interface HeldCount {
  readonly kind: HeldKind;
  readonly code: HeldCode;
  /** The reason in words. */
  readonly publicText: string;
  readonly count: number;
  readonly oldest: Date;
  readonly newest: Date;
}

/** How many messages of a list wait for its owners. */
export async function countHeld(tx: Reader, listId: ListId): Promise<number> {
  const row = await tx.query
    .selectFrom("held")
    .select((b) => b.fn.countAll<number>().as("count"))
    .where("list_id", "=", listId)
    .where("kind", "=", "held")
    .executeTakeFirstOrThrow();
  return row.count;
}

/** How many that wait for the owners are erased before that time. */
export async function countExpiring(tx: Reader, listId: ListId, before: Date): Promise<number> {
  const row = await tx.query
    .selectFrom("held")
    .select((b) => b.fn.countAll<number>().as("count"))
    .where("list_id", "=", listId)
    .where("kind", "=", "held")
    .where("until", "<", before.getTime())
    .executeTakeFirstOrThrow();
  return row.count;
}

/** By reason, what waits before what was refused. */
export async function heldCounts(tx: Reader, listId: ListId): Promise<readonly HeldCount[]> {
  const rows = await tx.query
    .selectFrom("held")
    .select((b) => [
      "kind",
      "code",
      "public_text",
      b.fn.countAll<number>().as("count"),
      b.fn.min("held_at").as("oldest"),
      b.fn.max("held_at").as("newest"),
    ])
    .where("list_id", "=", listId)
    .groupBy(["kind", "code", "public_text"])
    .orderBy("kind")
    .orderBy("oldest")
    .execute();
  return rows.map(({ kind, code, public_text: publicText, count, oldest, newest }) => ({
    kind,
    code: readOneOf(HELD_CODES, code, "held.code"),
    publicText,
    count,
    oldest: new Date(oldest),
    newest: new Date(newest),
  }));
}
