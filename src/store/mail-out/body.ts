/**
 * What all messages of one profile share. A sealed body is stored as it is: its key was the session key.
 * A clear one is sealed at rest with its header fields (S14). Either goes with its last delivery.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { type BodyId, type Bytes, type InboxId, type ListId, type PostId, utf8 } from "#base";
import { sql } from "kysely";
import { among } from "../engine/among.ts";
import type { Place } from "../at-rest/at-rest.ts";
import { beginBlob, chunkCount, chunkOf, eraseBlob, isPause, writeChunk } from "../at-rest/blob.ts";
import type { Transactor } from "../engine/database.ts";
import { eraseChunks, eraseMoreChunks } from "../engine/erase-chunks.ts";
import { eraseKeptIfDone } from "../posts/kept.ts";
import { type Given, prepareQuery } from "../engine/prepare-query.ts";
import { currentStorageKey } from "../at-rest/storage-key.ts";

/** What of a message is the same for all who get it. */
export interface BodyContent {
  /** sealed: to people, whom it needs no key of ours to send to. */
  readonly kind: "sealed" | "clear";
  /** Header fields that are the same for everybody. */
  readonly outer: Bytes;
  readonly before: Bytes;
  /** What follows a member's own head. */
  readonly shared: Bytes;
  readonly after: Bytes;
  readonly encoding: "base64" | "as-is";
  /** Of a message in clear, what is to be sealed as RFC 8617 says; absent: nothing. */
  readonly arc?: Bytes | null;
}

export interface NewBody extends BodyContent {
  readonly postId: PostId | null;
  readonly listId: ListId | null;
  readonly inboxId: InboxId | null;
  readonly createdAt: Date;
}

const NOTHING = utf8("");

/** A body in one transaction with whatever refers to it. */
export async function insertBody(tx: Transactor, body: NewBody): Promise<BodyId> {
  const begun = await beginBody(tx, body);
  for (let seq = 0; seq < begun.chunks; seq++) {
    await begun.write(tx, seq);
    if (isPause(seq)) await nextTurn();
  }
  return begun.id;
}

/** A body whose content is still to be written, each chunk in whatever transaction. */
export interface BegunBody {
  readonly id: BodyId;
  readonly chunks: number;
  readonly write: (tx: Transactor, seq: number) => Promise<void>;
}

export async function beginBody(tx: Transactor, body: NewBody): Promise<BegunBody> {
  const open = body.kind === "sealed";
  const { id } = await tx.query
    .insertInto("body")
    .values({
      post_id: body.postId,
      list_id: body.listId,
      inbox_id: body.inboxId,
      kind: body.kind,
      outer_: open ? body.outer : NOTHING,
      before_: open ? body.before : NOTHING,
      after_: open ? body.after : NOTHING,
      encoding: body.encoding,
      size: body.shared.length,
      created_at: body.createdAt.getTime(),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  if (!open) return beginClear(tx, id, body);
  const chunks = chunkCount(body.shared.length);
  return { id, chunks, write: (writing, seq) => writeSealed(writing, { id, seq, shared: body.shared }) };
}

/** The last delivery is done: content and header fields go, the row stays for the log. */
export async function eraseBody(tx: Transactor, id: BodyId, now: Date): Promise<void> {
  const row = await tx.query
    .selectFrom("body")
    .select("blob_id")
    .where("id", "=", id)
    .where("erased_at", "is", null)
    .executeTakeFirst();
  if (!row) return;
  await tx.query
    .updateTable("body")
    .set({ outer_: NOTHING, before_: NOTHING, after_: NOTHING, arc_: null, blob_id: null })
    .set({ erased_at: now.getTime() })
    .where("id", "=", id)
    .execute();
  if (row.blob_id) await eraseBlob(tx, row.blob_id);
  await eraseBodyChunks(tx, id);
}

/** Of a body that is marked as erased: some, and the others in steps. */
export async function eraseBodyChunks(tx: Transactor, id: BodyId): Promise<void> {
  const chunks = { table: "body_chunk", of: id } as const;
  if (await eraseChunks(tx, chunks)) tx.inStepsAfterwards((step) => eraseMoreChunks(step, chunks));
}

/** Literal, so that SQLite uses the index on body and state. */
const OPEN_ROWS = sql<boolean>`exists (select 1 from outbox where outbox.body_id = body.id and outbox.state in ('ready', 'claimed'))`;

/**
 * Erases those of some bodies that nobody waits for any more. While a post is still being sealed its
 * bodies stay: more members will need them.
 */
export async function eraseBodiesIfDone(tx: Transactor, ids: readonly BodyId[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await lockBodies(tx, ids);
  await eraseLockedIfDone(tx, ids, now);
}

/** The same for bodies that are locked, where that is needed (see `lockBodies`). */
export async function eraseLockedIfDone(tx: Transactor, ids: readonly BodyId[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  const { rows: done } = await nobodyWaitsFor(tx, { ids });
  for (const { id } of done) await eraseBody(tx, id, now);
  const posts = done.map(({ post_id }) => post_id).filter((id) => id !== null);
  await eraseKeptIfDone(tx, [...new Set(posts)]);
}

const nobodyWaitsFor = prepareQuery((tx, given: Given<{ readonly ids: readonly BodyId[] }>) =>
  tx.query
    .selectFrom("body")
    .leftJoin("post", "post.id", "body.post_id")
    .select(["body.id", "body.post_id"])
    .where(among(tx, "body.id", given("ids")))
    .where("body.erased_at", "is", null)
    .where((b) => b.or([b("post.state", "is", null), b("post.state", "=", "sent")]))
    .where((b) => b.not(OPEN_ROWS)),
);

/**
 * On PostgreSQL two nodes may finish the last two deliveries at once, neither seeing the other's; so they
 * look one after the other. On SQLite writers are never at once.
 */
async function lockBodies(tx: Transactor, ids: readonly BodyId[]): Promise<void> {
  if (tx.kind === "sqlite") return;
  await tx.query
    .selectFrom("body")
    .select("id")
    .where(among(tx, "id", ids))
    .orderBy("id")
    .forUpdate()
    .execute();
}

export async function bodiesOfPost(tx: Transactor, postId: PostId): Promise<readonly BodyId[]> {
  const rows = await tx.query.selectFrom("body").select("id").where("post_id", "=", postId).execute();
  return rows.map((row) => row.id);
}

export function bodyPlace(id: BodyId, column: "outer_" | "before_" | "after_" | "arc_" | "blob_id"): Place {
  return { table: "body", column, row: id, purpose: "body" };
}

interface SealedChunk {
  readonly id: BodyId;
  readonly seq: number;
  readonly shared: Bytes;
}

async function writeSealed(tx: Transactor, { id, seq, shared }: SealedChunk): Promise<void> {
  const row = { body_id: id, seq, bytes: chunkOf(shared, seq) };
  await tx.query.insertInto("body_chunk").values(row).execute();
}

async function beginClear(tx: Transactor, id: BodyId, body: NewBody): Promise<BegunBody> {
  const { listId, outer, before, after, arc = null, shared } = body;
  const key = await currentStorageKey(tx, listId);
  const blob = await beginBlob(tx, { ...bodyPlace(id, "blob_id"), listId, bytes: shared });
  await tx.query
    .updateTable("body")
    .set({
      outer_: tx.vault.sealFor(key, bodyPlace(id, "outer_"), outer),
      before_: tx.vault.sealFor(key, bodyPlace(id, "before_"), before),
      after_: tx.vault.sealFor(key, bodyPlace(id, "after_"), after),
      arc_: arc === null ? null : tx.vault.sealFor(key, bodyPlace(id, "arc_"), arc),
      blob_id: blob.id,
    })
    .where("id", "=", id)
    .execute();
  return { id, chunks: blob.chunks, write: (writing, seq) => writeChunk(writing, blob, seq, shared) };
}
