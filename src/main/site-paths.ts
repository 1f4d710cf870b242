/** Where the files of one data folder are. Paths in `conclave.toml` are relative to it. */
import { join, resolve } from "node:path";
import type { SiteConfig } from "#config";

export const CONFIG_FILE = "conclave.toml";

export interface SitePaths {
  readonly masterKey: string;
  /** Folder of the local sockets and of the lock. */
  readonly run: string;
  readonly controlSocket: string;
  /** As `openDatabase` takes it, with an absolute file. */
  readonly databaseUrl: string;
}

/** Relative paths of the configuration are seen from the data folder. */
export function sitePaths(folder: string, config: SiteConfig): SitePaths {
  const run = resolve(folder, config.run);
  return {
    masterKey: resolve(folder, config.master_key_file),
    run,
    controlSocket: join(run, "control.sock"),
    databaseUrl: databaseUrl(folder, config.database),
  };
}

function databaseUrl(folder: string, address: string): string {
  const SQLITE = "sqlite:";
  return address.startsWith(SQLITE) ? SQLITE + resolve(folder, address.slice(SQLITE.length)) : address;
}
