/** What ended by itself, until the owners were told of it: held messages that nobody decided about, keys that made room. */
import type { ListId } from "#base";
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
  /** The newest of them; 0: there are none. */
  readonly last: number;
}

export async function untoldCounts(tx: Reader, listId: ListId): Promise<UntoldCounts> {
  const rows = await tx.query
    .selectFrom("untold")
    .select((b) => [
      "what",
      "address",
      b.fn.countAll<number>().as("count"),
      b.fn.max<number>("id").as("last"),
    ])
    .where("list_id", "=", listId)
    .groupBy(["what", "address"])
    .orderBy("count", "desc")
    .orderBy("address")
    .execute();
  return {
    counts: rows.map(({ what, address, count }) => ({
      what: readOneOf(UNTOLD, what, "untold.what"),
      address,
      count,
    })),
    last: Math.max(0, ...rows.map(({ last }) => last)),
  };
}

/** The owners were told of all up to that one. */
export async function forgetUntold(tx: Transactor, listId: ListId, last: number): Promise<void> {
  await tx.query.deleteFrom("untold").where("list_id", "=", listId).where("id", "<=", last).execute();
}
