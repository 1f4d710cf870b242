/** Who was warned of which key that expires: once at each stage. */
import type { Fingerprint, ListId } from "#base";
import type { Reader, Transactor } from "../engine/database.ts";

export interface KeyWarning {
  readonly listId: ListId;
  readonly fingerprint: Fingerprint;
  readonly told: "member" | "owners";
  readonly expiresAt: Date;
  /** Days before; 0: it has expired. */
  readonly stage: number;
}

/**
 * In the transaction that queues the warning. False if this stage or a later one was told already of a key that
 * expires then: a key that was renewed expires at another time, and is told anew.
 */
export async function takeKeyWarning(tx: Transactor, warning: KeyWarning, now: Date): Promise<boolean> {
  const { listId, fingerprint, told, stage } = warning;
  const values = { expires_at: warning.expiresAt.getTime(), stage, told_at: now.getTime() };
  const row = await tx.query
    .insertInto("key_warning")
    .values({ list_id: listId, fingerprint, told, ...values })
    .onConflict((c) =>
      c
        .columns(["list_id", "fingerprint", "told"])
        .doUpdateSet(values)
        .where((b) =>
          b.or([b("key_warning.expires_at", "!=", values.expires_at), b("key_warning.stage", ">", stage)]),
        ),
    )
    .returning("stage")
    .executeTakeFirst();
  return row !== undefined;
}

/** All that was told on a list. */
export async function keyWarnings(tx: Reader, listId: ListId): Promise<readonly KeyWarning[]> {
  const rows = await tx.query.selectFrom("key_warning").selectAll().where("list_id", "=", listId).execute();
  return rows.map(({ fingerprint, told, expires_at, stage }) => {
    return { listId, fingerprint, told, stage, expiresAt: new Date(expires_at) };
  });
}
