/** Are the files of the data folder there, and closed to others? */
import type { Stats } from "node:fs";
import { stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { SiteConfig } from "#config";
import type { Finding } from "#operations";
import { isOpenToOthers } from "#store";

/** A listener with a `group` lets others pass through the folder, but not look into it. */
const OTHERS_LOOK = 0o066;

export async function examineFiles(folder: string, config: SiteConfig): Promise<readonly Finding[]> {
  const key = resolve(folder, config.master_key_file);
  const password = config.relay.password_file;
  return [
    await examineRights("data folder", folder, ({ mode }) => (mode & OTHERS_LOOK) === 0),
    await examineSecret("master key", key),
    ...(password === "" ? [] : [await examineSecret("relay password", resolve(folder, password))]),
    ...(await beside(key, folder)),
  ];
}

function examineSecret(about: string, path: string): Promise<Finding> {
  return examineRights(about, path, (found) => !isOpenToOthers(found));
}

async function examineRights(
  about: string,
  path: string,
  isClosed: (found: Stats) => boolean,
): Promise<Finding> {
  const found = await stat(path).catch(() => null);
  if (found === null) {
    return { level: "fail", about, text: `${path} is not there`, todo: "put it back from your copy" };
  }
  if (isClosed(found)) return { level: "ok", about, text: `${path}, closed to others`, todo: "" };
  const todo = `chmod ${found.isDirectory() ? "700" : "600"} ${path}`;
  return { level: "fail", about, text: `others may open ${path}`, todo };
}

/** A backup of the folder would hold lock and key together. */
async function beside(key: string, folder: string): Promise<readonly Finding[]> {
  if (dirname(key) !== resolve(folder)) return [];
  const text = "it lies beside the database: whoever copies the folder has both";
  const todo = "move it to a folder of its own and name it in conclave.toml (master_key_file)";
  return [{ level: "warn", about: "master key", text, todo }];
}
