/** Whether the database file is sound. PostgreSQL looks after its own pages. */
import { type Kysely, sql } from "kysely";
import type { Reader } from "./database.ts";
import type { Schema } from "../schema/schema.ts";

/** What SQLite finds wrong, in its words; empty if nothing. Reads the whole file. */
export async function integrityProblems(tx: Reader): Promise<readonly string[]> {
  if (tx.kind !== "sqlite") return [];
  const check = sql<{ quick_check: string }>`pragma quick_check(20)`;
  const { rows } = await check.execute(tx.query as Kysely<Schema>);
  return rows.map((row) => row.quick_check).filter((line) => line !== "ok");
}
