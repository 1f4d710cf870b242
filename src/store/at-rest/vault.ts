/**
 * The keys at rest of one open database: the master key, and storage keys once they were unwrapped.
 * Storage keys are remembered by their sealed form, so a rolled-back one is never met again.
 */
import { type Bytes, type ListId, type Random, type StorageKeyId, toHex } from "#base";
import {
  associatedData,
  type CipherInput,
  counterNonce,
  decrypt,
  encrypt,
  KEY_BYTES,
  openRecord,
  type Place,
  sealRecord,
} from "./at-rest.ts";
import type { MasterKey } from "./master-key.ts";

/** A list's storage key, or the site's for mail of no list. */
export interface StorageKey {
  readonly id: StorageKeyId;
  readonly key: Bytes;
}

/** Which part of a blob: swapping, cutting off and adding chunks are noticed. */
export interface ChunkPlace {
  readonly storageKeyId: StorageKeyId;
  readonly blobId: number;
  readonly seq: number;
  readonly last: boolean;
}

export class Vault {
  readonly #master: MasterKey;
  readonly #random: Random;
  readonly #unwrapped = new Map<string, Bytes>();

  constructor(master: MasterKey, random: Random) {
    this.#master = master;
    this.#random = random;
  }

  newKey(): Bytes {
    return this.#random.bytes(KEY_BYTES);
  }

  /** Seals a small secret under the master key. */
  sealAtRest(place: Place, plain: Bytes): Bytes {
    return this.#master.sealAtRest(place, plain, this.#random);
  }

  /** @throws AppError bad-data */
  openAtRest(place: Place, sealed: Bytes): Bytes {
    return this.#master.openAtRest(place, sealed);
  }

  wrapStorageKey(listId: ListId | null, key: Bytes): Bytes {
    return this.sealAtRest(storageKeyPlace(listId), key);
  }

  /** @throws AppError bad-data if the master key is another one. */
  unwrapStorageKey(listId: ListId | null, wrapped: Bytes): Bytes {
    const name = toHex(wrapped);
    const known = this.#unwrapped.get(name);
    if (known) return known;
    const key = this.openAtRest(storageKeyPlace(listId), wrapped);
    this.#unwrapped.set(name, key);
    return key;
  }

  /** Seals something short under a storage key: blob keys, header fields of clear copies. */
  sealFor(storageKey: StorageKey, place: Place, plain: Bytes): Bytes {
    return sealRecord(storageKey.key, storageAad(storageKey, place), plain, this.#random);
  }

  /** @throws AppError bad-data */
  openFor(storageKey: StorageKey, place: Place, sealed: Bytes): Bytes {
    return openRecord(storageKey.key, storageAad(storageKey, place), sealed);
  }

  sealChunk(blobKey: Bytes, place: ChunkPlace, plain: Bytes): Bytes {
    return encrypt(chunkCipher(blobKey, place), plain);
  }

  /** @throws AppError bad-data */
  openChunk(blobKey: Bytes, place: ChunkPlace, sealed: Bytes): Bytes {
    return decrypt(chunkCipher(blobKey, place), sealed);
  }
}

function storageKeyPlace(listId: ListId | null): Place {
  return { table: "storage_key", column: "wrapped", row: listId ?? "site", purpose: "storage key" };
}

function storageAad({ id }: StorageKey, place: Place): Bytes {
  return associatedData(`storage ${id}`, place);
}

/** The key is random and used for this blob only, so the chunk's number is nonce enough. */
function chunkCipher(key: Bytes, { storageKeyId, blobId, seq, last }: ChunkPlace): CipherInput {
  const place: Place = { table: "blob_chunk", column: "bytes", row: blobId, purpose: "chunk" };
  const aad = associatedData(`storage ${storageKeyId}`, place, seq, last ? 1 : 0);
  return { key, nonce: counterNonce(seq), aad };
}
