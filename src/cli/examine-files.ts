/** Are the files of the data folder there, and closed to others? */
import { stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { SiteConfig } from "#config";
import type { Finding } from "#operations";

const OTHERS = 0o077;
/** A listener with a `group` lets others pass through the folder, but not look into it. */
const OTHERS_LOOK = 0o066;

export async function examineFiles(folder: string, config: SiteConfig): Promise<readonly Finding[]> {
  const key = resolve(folder, config.master_key_file);
  return [
    await examineRights("data folder", folder, 0o700, OTHERS_LOOK),
    await examineRights("master key", key, 0o600),
    ...(config.relay.password_file === ""
      ? []
      : [await examineRights("relay password", resolve(folder, config.relay.password_file), 0o600)]),
    ...(await beside(key, folder)),
  ];
}

async function examineRights(about: string, path: string, wanted: number, others = OTHERS): Promise<Finding> {
  const found = await stat(path).catch(() => null);
  if (found === null) {
    return { level: "fail", about, text: `${path} is not there`, todo: "put it back from your copy" };
  }
  if ((found.mode & others) === 0) return { level: "ok", about, text: `${path}, closed to others`, todo: "" };
  const todo = `chmod ${wanted.toString(8)} ${path}`;
  return { level: "fail", about, text: `others may open ${path}`, todo };
}

/** A backup of the folder would hold lock and key together. */
async function beside(key: string, folder: string): Promise<readonly Finding[]> {
  if (dirname(key) !== resolve(folder)) return [];
  const text = "it lies beside the database: whoever copies the folder has both";
  const todo = "move it to a folder of its own and name it in conclave.toml (master_key_file)";
  return [{ level: "warn", about: "master key", text, todo }];
}
