/** The first run: folder, configuration, master key, database. What is there already stays as it is. */
import { chmod, mkdir, stat, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AppError, silentLogger, systemRandom } from "#base";
import { describeSiteConfig } from "#config";
import { createMasterKeyFile } from "#store";
import { openSite } from "./open-site.ts";
import { refuseForeignFolder } from "./refuse-foreign-folder.ts";
import { readSiteConfig } from "./site-config-file.ts";
import { CONFIG_FILE, sitePaths } from "./site-paths.ts";

const OWNER_ONLY = 0o700;

/**
 * In a folder of somebody else nothing is made: its owner could not read it.
 *
 * @returns the files it made, in words; empty if everything was there
 */
export async function initialise(folder: string): Promise<readonly string[]> {
  const made: string[] = [];
  if (await makeFolder(folder)) made.push(`${folder}/`);
  else await refuseForeignFolder(folder);
  if (await writeNew(join(folder, CONFIG_FILE), `${describeSiteConfig()}\n`)) made.push(CONFIG_FILE);
  const config = await readSiteConfig(folder);
  const paths = sitePaths(folder, config);
  await makeFolder(paths.run);
  if (await makeMasterKey(paths.masterKey)) {
    made.push(config.master_key_file);
    await tryNewKey(folder, paths.masterKey);
  } else if (made.length > 0) await tryDatabase(folder);
  return made;
}

/** Made with mode 0700, whatever the umask. */
async function makeFolder(folder: string): Promise<boolean> {
  const first = await mkdir(folder, { recursive: true, mode: OWNER_ONLY }).catch((cause: unknown) => {
    throw new AppError({ code: "not-allowed", publicText: `${folder} cannot be made here.`, cause });
  });
  if (first === undefined) return false;
  await chmod(folder, OWNER_ONLY);
  return true;
}

async function writeNew(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: "wx", mode: 0o600 });
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw new AppError({ code: "not-allowed", publicText: `${path} cannot be written.`, cause: thrown });
  }
}

async function makeMasterKey(path: string): Promise<boolean> {
  if ((await stat(path).catch(() => null)) !== null) return false;
  await createMasterKeyFile(path, systemRandom);
  return true;
}

/** Where the key of an old database is missing, no new one may stand in its place. */
async function tryNewKey(folder: string, key: string): Promise<void> {
  try {
    await tryDatabase(folder);
  } catch (thrown) {
    const error = AppError.fromUnknown(thrown);
    if (error.code !== "bad-config") throw error;
    await unlink(key);
    const publicText = `There is no master key at ${key}, and a new one does not help. ${error.publicText}`;
    throw new AppError({ code: "bad-config", publicText, cause: error });
  }
}

/** A database that cannot be opened is better known now than at the first mail. */
async function tryDatabase(folder: string): Promise<void> {
  const site = await openSite(folder, silentLogger);
  await site.close();
}
