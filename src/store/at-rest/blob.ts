/**
 * Stored messages (S14): each under its own random key in chunks of 256 kB, the key wrapped by the
 * list's storage key for the row that owns the blob. Erasing is deleting key and chunks.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { type BlobId, type Bytes, concatBytes, letGo, type ListId, type StorageKeyId } from "#base";
import { damaged, type Place } from "./at-rest.ts";
import type { Reader, Transactor } from "../engine/database.ts";
import { ERASED_BLOB, eraseChunks, eraseMoreChunks } from "../engine/erase-chunks.ts";
import { currentStorageKey, storageKeyById } from "./storage-key.ts";

export const CHUNK_BYTES = 256 * 1024;
const CHUNKS_A_TURN = 8;
const NO_KEY = new Uint8Array(0);

export interface NewBlob extends Place {
  /** null: mail of no list. */
  readonly listId: ListId | null;
  readonly bytes: Bytes;
}

/** A blob whose key is unwrapped: its chunks can be read one by one. */
export interface OpenBlob {
  readonly id: BlobId;
  readonly storageKeyId: StorageKeyId;
  readonly key: Bytes;
  readonly chunks: number;
}

export async function storeBlob(tx: Transactor, blob: NewBlob): Promise<BlobId> {
  const open = await beginBlob(tx, blob);
  for (let seq = 0; seq < open.chunks; seq++) {
    await writeChunk(tx, open, seq, blob.bytes);
    if (isPause(seq)) await nextTurn();
  }
  return open.id;
}

/** A blob whose chunks are still to be written. */
export async function beginBlob(tx: Transactor, blob: NewBlob): Promise<OpenBlob> {
  const storageKey = await currentStorageKey(tx, blob.listId);
  const key = tx.vault.newKey();
  const { id } = await tx.query
    .insertInto("blob")
    .values({
      storage_key_id: storageKey.id,
      purpose: blob.purpose,
      wrapped_key: tx.vault.sealFor(storageKey, blob, key),
      size: blob.bytes.length,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return { id, storageKeyId: storageKey.id, key, chunks: chunkCount(blob.bytes.length) };
}

/** @throws AppError bad-data if anything was changed, cut off, or moved to another place. */
export async function loadBlob(tx: Reader, id: BlobId, place: Place): Promise<Bytes> {
  const blob = await openBlob(tx, id, place);
  const parts: Bytes[] = [];
  for (let seq = 0; seq < blob.chunks; seq++) parts.push(await readChunk(tx, blob, seq));
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const whole = concatBytes(...parts);
  parts.forEach(letGo);
  return whole;
}

export async function openBlob(tx: Reader, id: BlobId, place: Place): Promise<OpenBlob> {
  const row = await tx.query
    .selectFrom("blob")
    .select(["storage_key_id", "wrapped_key", "size"])
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) throw damaged(`blob ${id} is missing`);
  const storageKey = await storageKeyById(tx, row.storage_key_id);
  const key = tx.vault.openFor(storageKey, place, row.wrapped_key);
  return { id, storageKeyId: storageKey.id, key, chunks: chunkCount(row.size) };
}

export async function readChunk(tx: Reader, blob: OpenBlob, seq: number): Promise<Bytes> {
  const row = await tx.query
    .selectFrom("blob_chunk")
    .select("bytes")
    .where("blob_id", "=", blob.id)
    .where("seq", "=", seq)
    .executeTakeFirst();
  if (!row) throw damaged(`chunk ${seq} of blob ${blob.id} is missing`);
  const chunk = tx.vault.openChunk(blob.key, chunkPlace(blob, seq), row.bytes);
  letGo(row.bytes);
  return chunk;
}

/** Gives a blob to another row: only its key is wrapped anew. */
export async function moveBlob(tx: Transactor, id: BlobId, from: Place, to: Place): Promise<void> {
  const { storageKeyId, key } = await openBlob(tx, id, from);
  const wrapped = tx.vault.sealFor(await storageKeyById(tx, storageKeyId), to, key);
  const change = { wrapped_key: wrapped, purpose: to.purpose };
  await tx.query.updateTable("blob").set(change).where("id", "=", id).execute();
}

/** A large one has lost its key when this is committed; the octets that nobody can read then go in steps. */
export async function eraseBlob(tx: Transactor, id: BlobId): Promise<void> {
  const chunks = { table: "blob_chunk", of: id } as const;
  const set = { wrapped_key: NO_KEY, arriving_since: ERASED_BLOB };
  if (!(await eraseChunks(tx, chunks)))
    return void (await tx.query.deleteFrom("blob").where("id", "=", id).execute());
  await tx.query.updateTable("blob").set(set).where("id", "=", id).execute();
  tx.inStepsAfterwards(async (step) => {
    if (await eraseMoreChunks(step, chunks)) return true;
    await step.query
      .deleteFrom("blob")
      .where("id", "=", id)
      .where("arriving_since", "=", ERASED_BLOB)
      .execute();
    return false;
  });
}

/** Pieces of at most 256 kB; large ones let the event loop turn in between. */
export function chunkCount(size: number): number {
  return Math.max(1, Math.ceil(size / CHUNK_BYTES));
}

export function chunkOf(bytes: Bytes, seq: number): Bytes {
  return bytes.subarray(seq * CHUNK_BYTES, (seq + 1) * CHUNK_BYTES);
}

/**
 * Now and then the event loop gets its turn. Not after each chunk: the one writing connection is held
 * meanwhile, and turns are long while large messages are sent.
 */
export function isPause(seq: number): boolean {
  return seq % CHUNKS_A_TURN === CHUNKS_A_TURN - 1;
}

/** @param bytes of the whole blob */
export async function writeChunk(tx: Transactor, blob: OpenBlob, seq: number, bytes: Bytes): Promise<void> {
  const sealed = tx.vault.sealChunk(blob.key, chunkPlace(blob, seq), chunkOf(bytes, seq));
  await tx.query.insertInto("blob_chunk").values({ blob_id: blob.id, seq, bytes: sealed }).execute();
  letGo(sealed);
}

function chunkPlace(blob: OpenBlob, seq: number) {
  return { storageKeyId: blob.storageKeyId, blobId: blob.id, seq, last: seq === blob.chunks - 1 };
}
