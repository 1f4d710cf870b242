/**
 * Brings a database to the newest schema, each migration in a transaction of its own. A database made by
 * a newer version is refused: this code would misread it.
 */
import { type Kysely, sql } from "kysely";
import { AppError, type Logger } from "#base";
import { MIGRATIONS } from "../migrations/index.ts";
import { type DatabaseKind, inDialect, type Migration } from "../migrations/migration.ts";
import type { Schema } from "../schema/schema.ts";

interface MigrateInput {
  readonly db: Kysely<Schema>;
  readonly kind: DatabaseKind;
  readonly now: Date;
  readonly logger: Logger;
}

const VERSION_TABLE = `create table if not exists schema_version (
  -- the migrations that were applied
  version {int} not null primary key,
  name text not null,
  applied_at {int} not null
) {strict}`;
/** Any number, the same in every node: only one migrates at a time. */
const ADVISORY_LOCK = 0x436f6e63;

/** @throws AppError newer-schema */
export async function migrate(input: MigrateInput): Promise<void> {
  await input.db.transaction().execute(async (tx) => {
    await lock(tx, input.kind);
    await run(tx, inDialect(input.kind, VERSION_TABLE));
    await refuseNewer(tx);
  });
  for (const migration of MIGRATIONS) await apply(migration, input);
}

async function apply(migration: Migration, { db, kind, now, logger }: MigrateInput): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await lock(tx, kind);
    if ((await currentVersion(tx)) >= migration.version) return;
    for (const statement of migration.statements) await run(tx, inDialect(kind, statement));
    const { version, name } = migration;
    await tx.insertInto("schema_version").values({ version, name, applied_at: now.getTime() }).execute();
    logger.info("store.migrated", { version, name });
  });
}

async function refuseNewer(tx: Kysely<Schema>): Promise<void> {
  const found = await currentVersion(tx);
  if (found <= newestVersion()) return;
  throw new AppError({
    code: "newer-schema",
    publicText:
      "The database was made by a newer version of Conclave. Install that version, or put back a backup.",
    detail: `schema ${found}, this version knows ${newestVersion()}`,
  });
}

async function currentVersion(tx: Kysely<Schema>): Promise<number> {
  const row = await tx
    .selectFrom("schema_version")
    .select((b) => b.fn.max("version").as("version"))
    .executeTakeFirst();
  return row?.version ?? 0;
}

function newestVersion(): number {
  return MIGRATIONS.at(-1)?.version ?? 0;
}

async function lock(tx: Kysely<Schema>, kind: DatabaseKind): Promise<void> {
  if (kind === "postgres") await sql`select pg_advisory_xact_lock(${ADVISORY_LOCK}::bigint)`.execute(tx);
}

async function run(tx: Kysely<Schema>, statement: string): Promise<void> {
  await sql.raw(statement).execute(tx);
}
