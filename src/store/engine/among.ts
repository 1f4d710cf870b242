import { type RawBuilder, sql } from "kysely";
import type { Reader } from "./database.ts";
import type { DatabaseKind } from "../migrations/migration.ts";

/**
 * That a column is one of some ids, as one parameter: the text of the query is the same for any number of them, so
 * it is prepared once, and nothing is built per id.
 */
export function among(
  { kind }: Pick<Reader, "kind">,
  column: string,
  ids: readonly number[],
): RawBuilder<boolean> {
  const named = sql.ref(column);
  // What stands for the ids in a prepared query goes through.
  const parameter = Array.isArray(ids) ? idsParameter(kind, ids) : ids;
  return kind === "sqlite"
    ? sql<boolean>`${named} in (select value from json_each(${parameter}))`
    : sql<boolean>`${named} = any(${parameter}::bigint[])`;
}

/** The ids as a value that is bound. */
export function idsParameter(kind: DatabaseKind, ids: readonly number[]): string | number[] {
  return kind === "sqlite" ? JSON.stringify(ids) : [...ids];
}
