/** What ended by itself, until the owners were told of it: held messages that nobody decided about, keys that made room. */
import type { ListId } from "#base";
import { among } from "../engine/among.ts";
import type { Reader, Transactor } from "../engine/database.ts";
import { readOneOf, UNTOLD, type UntoldWhat } from "../schema/row-code.ts";

export interface Untold {
  readonly listId: ListId;
  readonly what: UntoldWhat;
  /** The envelope sender, or the member; "": nobody is named. */
  readonly address: string;
  readonly at: Date;
}

export async function noteUntold(tx: Transactor, { listId, what, address, at }: Untold): Promise<void> {
  const row = { list_id: listId, what, address, ended_at: at.getTime() };
  await tx.query.insertInto("untold").values(row).execute();
}

export interface UntoldCount extends Pick<Untold, "what" | "address"> {
  readonly count: number;
}

export interface UntoldCounts {
  /** By address, the most first. */
  readonly counts: readonly UntoldCount[];
  /** Of all that were counted: on PostgreSQL one with a lower number may be committed later. */
  readonly ids: readonly number[];
}

export async function untoldCounts(tx: Reader, listId: ListId): Promise<UntoldCounts> {
  const those = tx.query.selectFrom("untold").where("list_id", "=", listId);
  const rows = await those
    .select((b) => ["what", "address", b.fn.countAll<number>().as("count")])
    .groupBy(["what", "address"])
    .orderBy("count", "desc")
    .orderBy("address")
    .execute();
  const counted = await those.select("id").execute();
  return {
    counts: rows.map(({ what, address, count }) => ({
      what: readOneOf(UNTOLD, what, "untold.what"),
      address,
      count,
    })),
    ids: counted.map(({ id }) => id),
  };
}

/** The owners were told of them. */
export async function forgetUntold(tx: Transactor, ids: UntoldCounts["ids"]): Promise<void> {
  await tx.query
    .deleteFrom("untold")
    .where(among(tx, "id", ids))
    .execute();
}
