/**
 * The key above all keys at rest. It lives outside the database; its octets never leave
 * this object.
 */
import { createHmac } from "node:crypto";
import { AppError, type Bytes, type Random, toHex } from "#base";
import { associatedData, KEY_BYTES, openRecord, type Place, sealRecord } from "./at-rest.ts";

const ID_BYTES = 8;

export class MasterKey {
  /** Names the key in associated data; tells nothing about its octets. */
  readonly id: string;
  readonly #bytes: Bytes;

  constructor(bytes: Bytes) {
    if (bytes.length !== KEY_BYTES) {
      throw new AppError({ code: "bad-config", publicText: "A master key has 32 octets; this one has not." });
    }
    this.#bytes = bytes;
    const digest = createHmac("sha256", bytes).update("conclave master key id").digest();
    this.id = toHex(digest.subarray(0, ID_BYTES));
  }

  /** Seals a small secret for one place: list private keys, storage keys, site secrets. */
  sealAtRest(place: Place, plain: Bytes, random: Random): Bytes {
    return sealRecord(this.#bytes, associatedData(this.id, place), plain, random);
  }

  /** @throws AppError bad-data if it was changed, moved, or sealed by another master key. */
  openAtRest(place: Place, sealed: Bytes): Bytes {
    return openRecord(this.#bytes, associatedData(this.id, place), sealed);
  }
}

export function newMasterKey(random: Random): MasterKey {
  return new MasterKey(random.bytes(KEY_BYTES));
}
