/** Values on their way to and from `node:sqlite`. */
import type { SQLInputValue, SQLOutputValue } from "node:sqlite";

/** Integers as BigInt: a JS number would be bound as REAL, and 5/2 would be 2.5. */
export function toSqlite(value: unknown): SQLInputValue {
  return typeof value === "number" && Number.isSafeInteger(value) ? BigInt(value) : (value as SQLInputValue);
}

/**
 * Gives plain objects with Buffers, as `pg` does, of rows that came as arrays. Each is a copy of one that has all the
 * columns: an object that grows column by column is made anew several times.
 */
export function rowReader(names: readonly string[]): (values: SQLOutputValue[]) => Record<string, unknown> {
  const blank: Record<string, unknown> = Object.fromEntries(names.map((name) => [name, null]));
  return (values) => {
    const row = { ...blank };
    names.forEach((name, nth) => (row[name] = fromSqlite(values[nth] ?? null)));
    return row;
  };
}

function fromSqlite(value: SQLOutputValue): unknown {
  return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value;
}
