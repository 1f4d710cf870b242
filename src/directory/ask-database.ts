/**
 * One question to a PostgreSQL database that the operator named: whether the first column of its first row is something
 * else than nothing. It may only read, and time and size of the answer have bounds.
 */
import pg from "pg";
import { err, LIMITS, ok, type Result } from "#base";
import type { DirectoryFault } from "./search-directory.ts";

export interface DatabaseServer {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
}

export interface DatabaseQuestion {
  /** A SELECT with `?` for each value, and no other question mark. */
  readonly statement: string;
  /** Bound, never pasted in. */
  readonly values: readonly string[];
}

export async function askDatabase(
  server: DatabaseServer,
  { statement, values }: DatabaseQuestion,
): Promise<Result<boolean, DirectoryFault>> {
  const text = numbered(statement, values.length);
  if (text === null) return err("bad-filter");
  const { directoryMs } = LIMITS;
  const client = new pg.Client({
    ...server,
    application_name: "conclave",
    connectionTimeoutMillis: directoryMs,
    query_timeout: directoryMs,
    statement_timeout: directoryMs,
    options: "-c default_transaction_read_only=on",
  });
  // A connection that is lost is told by the question that fails.
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<unknown[]>({ text, values: [...values], rowMode: "array" });
    return ok(isSomething(rows[0]?.[0]));
  } catch (thrown) {
    return err(thrown instanceof pg.DatabaseError ? "refused" : "no-answer");
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** One row of what the statement gives; null if its values and question marks do not fit. */
function numbered(statement: string, count: number): string | null {
  const parts = statement.replace(/;\s*$/, "").split("?");
  if (parts.length !== count + 1 || parts.some((part) => part.includes(";"))) return null;
  const text = parts.reduce((before, part, index) => `${before}$${index}${part}`);
  return `select * from (${text}\n) as filter limit 1`;
}

/** As Perl compares with nothing: by the number that a text begins with. */
function isSomething(value: unknown): boolean {
  if (typeof value === "boolean") return value;
  if (typeof value !== "string" && typeof value !== "number") return false;
  const number = Number.parseFloat(`${value}`);
  return !Number.isNaN(number) && number !== 0;
}
