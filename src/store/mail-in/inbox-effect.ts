/**
 * What a mail did already, and what is to be answered about it: kept in the transaction of the effect until the mail is
 * finished, so that the same row, run again after a crash, does nothing twice and says the same. Sealed at rest.
 */
import type { Bytes, InboxId } from "#base";
import type { Place } from "../at-rest/at-rest.ts";
import type { Reader, Transactor } from "../engine/database.ts";

/** One of the things that a mail orders. */
export interface EffectName {
  readonly inboxId: InboxId;
  readonly name: string;
}

/** Until the end of the transaction nobody else does what this mail orders: a claim may have run out under whoever has it. */
export async function lockInboxEffects(tx: Transactor, id: InboxId): Promise<void> {
  if (tx.kind === "postgres")
    await tx.query.selectFrom("inbox").select("id").where("id", "=", id).forUpdate().execute();
}

/** null: it was not done yet. */
export async function inboxEffect(tx: Reader, effect: EffectName): Promise<Bytes | null> {
  const row = await tx.query
    .selectFrom("inbox_effect")
    .select("outcome")
    .where("inbox_id", "=", effect.inboxId)
    .where("name", "=", effect.name)
    .executeTakeFirst();
  return row === undefined ? null : tx.vault.openAtRest(effectPlace(effect), row.outcome);
}

/** @throws if it was done before */
export async function keepInboxEffect(tx: Transactor, effect: EffectName, outcome: Bytes): Promise<void> {
  const sealed = tx.vault.sealAtRest(effectPlace(effect), outcome);
  const row = { inbox_id: effect.inboxId, name: effect.name, outcome: sealed };
  await tx.query.insertInto("inbox_effect").values(row).execute();
}

/** Its answers are on their way. */
export async function forgetInboxEffects(tx: Transactor, id: InboxId): Promise<void> {
  await tx.query.deleteFrom("inbox_effect").where("inbox_id", "=", id).execute();
}

function effectPlace({ inboxId, name }: EffectName): Place {
  return { table: "inbox_effect", column: "outcome", row: `${inboxId} ${name}`, purpose: "answer" };
}
