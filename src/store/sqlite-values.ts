/** Values on their way to and from `node:sqlite`. */
import type { SQLInputValue, SQLOutputValue } from "node:sqlite";

/** Integers as BigInt: a JS number would be bound as REAL, and 5/2 would be 2.5. */
export function toSqlite(value: unknown): SQLInputValue {
  return typeof value === "number" && Number.isSafeInteger(value) ? BigInt(value) : (value as SQLInputValue);
}

/** A plain object with Buffers, as `pg` gives it. */
export function fromSqlite(row: Record<string, SQLOutputValue>): Record<string, unknown> {
  const plain: Record<string, unknown> = {};
  // Nothing is inherited: `node:sqlite` gives rows without a prototype.
  for (const name in row) {
    const value = row[name];
    plain[name] =
      value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value;
  }
  return plain;
}
