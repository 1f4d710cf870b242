/** Reads `conclave.toml` of a data folder. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "#base";
import { parseSiteConfig, type SiteConfig } from "#config";
import { CONFIG_FILE } from "./site-paths.ts";

/** @throws AppError not-found if there is no site, bad-config with every mistake in a line */
export async function readSiteConfig(folder: string): Promise<SiteConfig> {
  const path = join(folder, CONFIG_FILE);
  const parsed = parseSiteConfig(await readText(path, folder));
  if (parsed.ok) return parsed.value;
  const publicText = [`${path} has mistakes:`, ...parsed.error.map((line) => `  ${line}`)].join("\n");
  throw new AppError({ code: "bad-config", publicText });
}

async function readText(path: string, folder: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") {
      const publicText = `There is no Conclave in ${folder}. Make one: conclave init (or name the folder with --data).`;
      throw new AppError({ code: "not-found", publicText, cause });
    }
    throw new AppError({ code: "not-allowed", publicText: `${path} cannot be read (${code}).`, cause });
  }
}
