/** Reading a body for sending: one chunk per query, so that no transaction is held while a socket is slow. */
import { AppError, type BodyId, type Bytes } from "#base";
import { among } from "../engine/among.ts";
import { openBlob, type OpenBlob, readChunk } from "../at-rest/blob.ts";
import { type BodyContent, bodyPlace } from "./body.ts";
import type { Database, Reader } from "../engine/database.ts";
import { storageKeyById } from "../at-rest/storage-key.ts";

/** A body without its content. */
export interface BodyFrame extends Omit<BodyContent, "shared" | "arc"> {
  readonly id: BodyId;
  readonly arc: Bytes | null;
  /** Octets of the shared content. */
  readonly size: number;
}

/** null: erased, because its last delivery is done. */
export async function bodyFrame(tx: Reader, id: BodyId): Promise<BodyFrame | null> {
  const row = await tx.query
    .selectFrom("body")
    .selectAll()
    .where("id", "=", id)
    .where("erased_at", "is", null)
    .executeTakeFirst();
  if (!row) return null;
  const { kind, encoding, size, outer_: outer, before_: before, after_: after, blob_id: blobId } = row;
  if (!blobId) return { id, kind, encoding, size, outer, before, after, arc: null };
  const { storageKeyId } = await openBlob(tx, blobId, bodyPlace(id, "blob_id"));
  const key = await storageKeyById(tx, storageKeyId);
  const opened = {
    outer: tx.vault.openFor(key, bodyPlace(id, "outer_"), outer),
    before: tx.vault.openFor(key, bodyPlace(id, "before_"), before),
    after: tx.vault.openFor(key, bodyPlace(id, "after_"), after),
    arc: row.arc_ === null ? null : tx.vault.openFor(key, bodyPlace(id, "arc_"), row.arc_),
  };
  return { id, kind, encoding, size, ...opened };
}

/** Those of some bodies whose content has at least so many octets. */
export async function largeBodies(
  tx: Reader,
  ids: readonly BodyId[],
  octets: number,
): Promise<ReadonlySet<BodyId>> {
  if (ids.length === 0) return new Set();
  const rows = await tx.query
    .selectFrom("body")
    .select("id")
    .where(among(tx, "id", ids))
    .where("size", ">=", octets)
    .execute();
  return new Set(rows.map((row) => row.id));
}

/**
 * The shared content in chunks of at most 256 kB.
 *
 * @throws AppError not-found if it is erased, bad-data if it was changed
 */
export async function* readBodyChunks(db: Database, id: BodyId): AsyncGenerator<Bytes> {
  const source = await db.read((tx) => chunkSource(tx, id));
  if (source.blob) {
    const { blob } = source;
    for (let seq = 0; seq < blob.chunks; seq++) yield await db.read((tx) => readChunk(tx, blob, seq));
    return;
  }
  for (let seq = 0, read = 0; seq === 0 || read < source.size; seq++) {
    const bytes = await db.read((tx) => sealedChunk(tx, id, seq));
    read += bytes.length;
    yield bytes;
  }
}

interface ChunkSource {
  readonly size: number;
  readonly blob: OpenBlob | null;
}

async function chunkSource(tx: Reader, id: BodyId): Promise<ChunkSource> {
  const row = await tx.query
    .selectFrom("body")
    .select(["size", "blob_id"])
    .where("id", "=", id)
    .where("erased_at", "is", null)
    .executeTakeFirst();
  if (!row) throw erased(id);
  const blob = row.blob_id ? await openBlob(tx, row.blob_id, bodyPlace(id, "blob_id")) : null;
  return { size: row.size, blob };
}

async function sealedChunk(tx: Reader, id: BodyId, seq: number): Promise<Bytes> {
  const row = await tx.query
    .selectFrom("body_chunk")
    .select("bytes")
    .where("body_id", "=", id)
    .where("seq", "=", seq)
    .executeTakeFirst();
  if (!row) throw erased(id);
  return row.bytes;
}

function erased(id: BodyId): AppError {
  return new AppError({
    code: "not-found",
    publicText: "The message was erased already.",
    detail: `body ${id}`,
  });
}
