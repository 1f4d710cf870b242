/**
 * Erases a list and all that is stored of it (S14), in one transaction: either it is there, or nothing of it is. Its
 * messages lose their keys with it; their octets, which nobody can read any more, go in steps, and what a crash leaves of
 * them is for the upkeep. What counts once on this site (S1, S4) stays until its time is over.
 */
import type { ListId } from "#base";
import { ERASED_BLOB, eraseChunks } from "../engine/erase-chunks.ts";
import type { Reader, Transactor } from "../engine/database.ts";
import { currentStorageKey } from "../at-rest/storage-key.ts";
import { eraseBody } from "../mail-out/body.ts";

/** Rows of each matter. */
export interface ListContents {
  readonly members: number;
  /** Posts and other mail that waits or was refused. */
  readonly held: number;
  /** People who wait for a yes. */
  readonly requests: number;
  /** Posts that the list keeps. */
  readonly archived: number;
  /** Copies that are still to be sent. */
  readonly deliveries: number;
}

export async function listContents(tx: Reader, id: ListId): Promise<ListContents> {
  const count = (table: "member" | "held" | "request" | "archived" | "outbox") =>
    tx.query
      .selectFrom(table)
      .select((b) => b.fn.countAll<number | string | bigint>().as("count"))
      .where("list_id", "=", id);
  const of = async (query: ReturnType<typeof count>) => Number((await query.executeTakeFirstOrThrow()).count);
  return {
    members: await of(count("member")),
    held: await of(count("held")),
    requests: await of(count("request").where("waits_for", "=", "owner")),
    archived: await of(count("archived")),
    deliveries: await of(count("outbox").where("state", "in", ["ready", "claimed"])),
  };
}

/** False if it is gone. What a courier has in hand may still arrive. */
export async function eraseList(tx: Transactor, id: ListId, now: Date): Promise<boolean> {
  await tx.query.deleteFrom("outbox").where("list_id", "=", id).execute();
  await eraseBodies(tx, id, now);
  await orphanBlobs(tx, id);
  await tx.query.deleteFrom("inbox").where("list_id", "=", id).execute();
  const { numDeletedRows } = await tx.query.deleteFrom("list").where("id", "=", id).executeTakeFirst();
  tx.inStepsAfterwards(eraseOrphans);
  return numDeletedRows > 0n;
}

async function eraseBodies(tx: Transactor, id: ListId, now: Date): Promise<void> {
  const bodies = tx.query
    .selectFrom("body")
    .select("id")
    .where("list_id", "=", id)
    .where("erased_at", "is", null);
  for (const body of await bodies.execute()) await eraseBody(tx, body.id, now);
}

/** Their own keys are erased, and the list's storage key, which wrapped them, is free to go. */
async function orphanBlobs(tx: Transactor, id: ListId): Promise<void> {
  const { id: storageKey } = await currentStorageKey(tx, null);
  await tx.query
    .updateTable("blob")
    .set({ wrapped_key: new Uint8Array(0), arriving_since: ERASED_BLOB, storage_key_id: storageKey })
    .where(
      "storage_key_id",
      "in",
      tx.query.selectFrom("storage_key").select("storage_key.id").where("list_id", "=", id),
    )
    .execute();
}

const BLOBS_A_STEP = 4;

async function eraseOrphans(tx: Transactor): Promise<boolean> {
  const orphans = await tx.query
    .selectFrom("blob")
    .select("id")
    .where("arriving_since", "=", ERASED_BLOB)
    .orderBy("id")
    .limit(BLOBS_A_STEP)
    .execute();
  for (const { id } of orphans)
    if (!(await eraseChunks(tx, { table: "blob_chunk", of: id })))
      await tx.query.deleteFrom("blob").where("id", "=", id).execute();
  return orphans.length > 0;
}
