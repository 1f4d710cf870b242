/** Connections to PostgreSQL: a small pool, bigint as number, durable commits only. */
import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import { AppError, type Logger } from "#base";
import type { Schema } from "../schema/schema.ts";

const POOL_SIZE = 10;
const CONNECT_MS = 10_000;
const BIGINT_OID = 20;

export function openPostgres(url: string, logger: Logger): Kysely<Schema> {
  const pool = new pg.Pool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: "conclave",
    types: { getTypeParser: typeParser },
  });
  pool.on("error", (error) => logger.warn("postgres.connection-lost", { reason: error.message }));
  // A connection that is lost between two queries of a transaction says so by itself; the next query fails.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}

/** A server that acknowledges commits before they are on disk would lose accepted mail. */
export async function assertDurable(db: Kysely<Schema>): Promise<void> {
  const { rows } = await sql<{ synchronous_commit: string }>`show synchronous_commit`.execute(db);
  if (rows[0]?.synchronous_commit !== "off") return;
  throw new AppError({
    code: "bad-config",
    publicText:
      "PostgreSQL has synchronous_commit = off and could lose mail. Set it to on for this database.",
  });
}

/** Ids and times in ms are below 2^53. */
function typeParser(oid: number, format?: "text" | "binary") {
  if (oid === BIGINT_OID) return Number;
  return format === "binary" ? pg.types.getTypeParser(oid, "binary") : pg.types.getTypeParser(oid, "text");
}
