import { type RawBuilder, sql } from "kysely";
import type { Reader } from "./database.ts";

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
  return kind === "sqlite"
    ? sql<boolean>`${named} in (select value from json_each(${JSON.stringify(ids)}))`
    : sql<boolean>`${named} = any(${[...ids]}::bigint[])`;
}
