/** Every test of what is stored runs on both databases. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, type TestContext } from "node:test";
import { type Clock, silentLogger, systemClock, systemRandom } from "#base";
import { type Database, MasterKey, openDatabase } from "#store";
import { dropPostgresDatabase, newPostgresDatabase, newSqliteFile } from "./migrated.ts";

export type DatabaseName = "sqlite" | "postgres";

export interface OpenOptions {
  /** An address from `newUrl`; absent: a new database. */
  readonly url?: string;
  readonly masterKey?: MasterKey;
  readonly clock?: Clock;
}

/** Opens a migrated database that is closed when the test ends. */
export interface OpenTestDatabase {
  (test: TestContext, options?: OpenOptions): Promise<Database>;
  /** The address of a new database without rows, for tests that open it more than once. */
  newUrl(test: TestContext): Promise<string>;
}

/** The master key that test databases have unless a test brings its own. */
export const testMasterKey = new MasterKey(Buffer.alloc(32, 7));

/**
 * @example forEachDatabase((name, open) => {
 *   test("stores a list", async (t) => { const db = await open(t); … });
 * });
 */
export function forEachDatabase(define: (name: DatabaseName, open: OpenTestDatabase) => void): void {
  for (const name of ["sqlite", "postgres"] as const) {
    describe(name, () => {
      define(name, opener(name));
    });
  }
}

function opener(name: DatabaseName): OpenTestDatabase {
  const newUrl = async (test: TestContext) =>
    name === "sqlite" ? `sqlite:${join(temporaryFolder(test), "conclave.db")}` : newPostgresDatabase();
  const open = async (test: TestContext, options: OpenOptions = {}) => {
    const url = options.url ?? (await newUrl(test));
    if (options.url === undefined && name === "sqlite") await newSqliteFile(url.slice("sqlite:".length));
    const db = await openDatabase({
      url,
      masterKey: options.masterKey ?? testMasterKey,
      clock: options.clock ?? systemClock,
      random: systemRandom,
      logger: silentLogger,
    });
    test.after(async () => {
      await db.close();
      if (options.url === undefined && name === "postgres") await dropPostgresDatabase(url);
    });
    return db;
  };
  return Object.assign(open, { newUrl });
}

/** A folder that is removed when the test ends. */
export function temporaryFolder(test: Pick<TestContext, "after">): string {
  const folder = mkdtempSync(join(tmpdir(), "conclave-test-"));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
