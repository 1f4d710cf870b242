/** Opens what a data folder holds: configuration, master key, database. One process at a time. */
import { mkdir } from "node:fs/promises";
import { AppError, type Clock, type Logger, type Random, systemClock, systemRandom } from "#base";
import type { SiteConfig } from "#config";
import { type Database, type FolderLock, lockDataFolder, openDatabase, readMasterKeyFile } from "#store";
import { readSiteConfig } from "./site-config-file.ts";
import { type SitePaths, sitePaths } from "./site-paths.ts";

export interface OpenSite {
  readonly folder: string;
  readonly config: SiteConfig;
  readonly paths: SitePaths;
  readonly db: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** Closes the database, then gives the folder free. */
  close(): Promise<void>;
}

/** @throws AppError not-found, bad-config, not-allowed, busy (another process works on the folder) */
export async function openSite(folder: string, logger: Logger): Promise<OpenSite> {
  const config = await readSiteConfig(folder);
  const paths = sitePaths(folder, config);
  await mkdir(paths.run, { recursive: true, mode: 0o700 });
  const lock = lockDataFolder(paths.run);
  if (!lock.ok) throw inUse(folder);
  try {
    return await openLocked({ folder, config, paths, logger, lock: lock.value });
  } catch (thrown) {
    lock.value.release();
    throw thrown;
  }
}

interface LockedSite {
  readonly folder: string;
  readonly config: SiteConfig;
  readonly paths: SitePaths;
  readonly logger: Logger;
  readonly lock: FolderLock;
}

async function openLocked({ lock, ...site }: LockedSite): Promise<OpenSite> {
  const services = { clock: systemClock, random: systemRandom, logger: site.logger };
  const masterKey = await readMasterKeyFile(site.paths.masterKey);
  const db = await openDatabase({ url: site.paths.databaseUrl, masterKey, ...services });
  const close = async () => {
    await db.close();
    lock.release();
  };
  return { ...site, ...services, db, close };
}

function inUse(folder: string): AppError {
  return new AppError({
    code: "busy",
    publicText: `Another conclave process works on ${folder}. Try again in a moment.`,
  });
}
