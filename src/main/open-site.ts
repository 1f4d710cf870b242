/** Opens what a data folder holds: configuration, master key, database. One process at a time. */
import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import {
  AppError,
  type AuthorityFiles,
  type Clock,
  type Language,
  type Logger,
  type Random,
  systemClock,
  systemRandom,
} from "#base";
import type { SiteConfig } from "#config";
import type { DmarcLookUp, MessageCheck, TxtLookUp } from "#domains";
import type { ScenarioSite } from "#operations";
import { type Database, type FolderLock, lockDataFolder, openDatabase, readMasterKeyFile } from "#store";
import { authorityFiles } from "./authority-files.ts";
import { refuseForeignFolder } from "./refuse-foreign-folder.ts";
import { type LiveTexts, liveTexts } from "./own-texts.ts";
import { readSiteConfig } from "./site-config-file.ts";
import { scenarioSite } from "./scenario-site.ts";
import { type SitePaths, sitePaths } from "./site-paths.ts";

export interface OpenSite {
  readonly folder: string;
  readonly config: SiteConfig;
  readonly paths: SitePaths;
  readonly db: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly scenarios: ScenarioSite;
  /** Of new lists, and of the site itself. */
  readonly language: Language;
  /** How the operator words what lists say. */
  readonly texts: LiveTexts;
  /** Authorities in the files that the configuration and lists name. */
  readonly authorityFiles: AuthorityFiles;
  /** Mail servers whose Authentication-Results count; none if no listener is trusted (S15). */
  readonly trustedMailServers: readonly string[];
  /** Asks the DNS. */
  readonly dmarcPolicy: DmarcLookUp;
  readonly txtRecords: TxtLookUp;
  readonly checkMessage: MessageCheck;
  /** Our name in Authentication-Results. */
  readonly authservId: string;
  /** Closes the database, then gives the folder free. */
  close(): Promise<void>;
}

const RETRY_MS = 50;

/**
 * @param patienceMs how long to wait for another process that works on the folder
 * @throws AppError not-found, bad-config, not-allowed, busy (the other process does not end)
 */
export async function openSite(folder: string, logger: Logger, patienceMs = 0): Promise<OpenSite> {
  const config = await readSiteConfig(folder);
  await refuseForeignFolder(folder);
  const paths = sitePaths(folder, config);
  await mkdir(paths.run, { recursive: true, mode: 0o700 });
  const lock = await waitForLock(paths.run, patienceMs);
  if (lock === null) throw inUse(folder);
  try {
    return await openLocked({ folder, config, paths, logger, lock });
  } catch (thrown) {
    lock.release();
    throw thrown;
  }
}

async function waitForLock(folder: string, patienceMs: number): Promise<FolderLock | null> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const lock = lockDataFolder(folder);
    if (lock.ok) return lock.value;
    if (Date.now() >= deadline) return null;
    await wait(RETRY_MS);
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
  const scenarios = scenarioSite(site.folder, site.config, services);
  const files = authorityFiles(site.folder, site.config);
  const texts = await liveTexts(resolve(site.folder, site.config.templates), site.logger);
  const trustedMailServers = serversTrusted(site.config);
  const dmarcPolicy = policiesOf(site.config);
  const txtRecords = recordsOf(site.config);
  const { language } = site.config;
  const authservId = site.config.authserv_id === "" ? site.config.hostname : site.config.authserv_id;
  const dns = { dmarcPolicy, txtRecords, checkMessage: checksOf(site.config), authservId };
  const found = { scenarios, texts, language, authorityFiles: files, trustedMailServers, ...dns };
  return { ...site, ...services, ...found, db, close };
}

/** What asks is loaded when a list wants to know. */
function policiesOf({ dns_servers: servers }: SiteConfig): DmarcLookUp {
  let asks: Promise<DmarcLookUp> | null = null;
  return async (domain) => {
    asks ??= import("#domains").then(({ dmarcLookUp }) => dmarcLookUp(servers, systemClock));
    return (await asks)(domain);
  };
}

function recordsOf({ dns_servers: servers }: SiteConfig): TxtLookUp {
  let asks: Promise<TxtLookUp> | null = null;
  return async (name) => {
    asks ??= import("#domains").then(({ txtLookUp }) => txtLookUp(servers));
    return (await asks)(name);
  };
}

function checksOf({ dns_servers: servers }: SiteConfig): MessageCheck {
  let checks: Promise<MessageCheck> | null = null;
  return async (message, spf) => {
    checks ??= import("#domains").then(({ messageCheck }) => messageCheck(servers));
    return (await checks)(message, spf);
  };
}

function serversTrusted({ listeners, trusted_authserv_ids: names }: SiteConfig): readonly string[] {
  return listeners.some(({ trusted }) => trusted) ? names : [];
}

function inUse(folder: string): AppError {
  return new AppError({
    code: "busy",
    publicText: `Another conclave process works on ${folder}. Try again in a moment.`,
  });
}
