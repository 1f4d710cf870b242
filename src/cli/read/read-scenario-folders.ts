/** Scenario files from the disk: one that is named, and what stands beside it for includes and search filters. */
import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fromUtf8 } from "#base";
import type { ScenarioFiles, ScenarioFolder } from "#scenario";
import type { Terminal } from "../cli-ports.ts";
import { readInput } from "./read-input.ts";
import { usageError } from "../session.ts";

/** Octets of a scenario, an included file or a search filter; more than any that people write. */
const FILE_BYTES = 1024 * 1024;

export interface NamedScenario {
  /** `FUNCTION.NAME` */
  readonly file: string;
  readonly text: string;
  readonly files: ScenarioFiles;
}

/**
 * A file on the disk, or else by its name a scenario that comes with the server.
 *
 * @param given the function; absent: the name says it
 */
export async function readScenario(terminal: Terminal, path: string, given?: string): Promise<NamedScenario> {
  const { layeredFiles, OWN_SCENARIOS } = await import("#scenario");
  if (path !== "-" && !(await isThere(path))) {
    const name = await ownName(path, given);
    const own = OWN_SCENARIOS.scenarios.get(name);
    if (own !== undefined) return { file: name, text: own, files: layeredFiles([OWN_SCENARIOS]) };
  }
  const text = fromUtf8(await readInput(terminal, path, FILE_BYTES));
  const folder = await readFolder(terminal, path === "-" ? "." : dirname(path));
  return { file: basename(path), text, files: layeredFiles([folder, OWN_SCENARIOS]) };
}

async function isThere(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null;
}

/**
 * `private` for `send` is send.private; the name itself, if there is nothing of that kind.
 *
 * @throws AppError bad-input that names those which are meant
 */
export async function ownName(name: string, given?: string): Promise<string> {
  const { findFunction, OWN_SCENARIOS } = await import("#scenario");
  const { scenarios } = OWN_SCENARIOS;
  if (scenarios.has(name)) return name;
  const whole = `${findFunction(given ?? "")?.name ?? ""}.${name}`;
  if (scenarios.has(whole)) return whole;
  const meant = [...scenarios.keys()].filter((file) => file.endsWith(`.${name}`));
  if (meant.length > 0) throw usageError(`Which ${name}? There are ${meant.join(", ")}.`);
  return name;
}

/** The function that a file's name begins with, unless one is named. */
export async function functionOf(file: string, given: string | undefined): Promise<string> {
  const { findFunction, SCENARIO_FUNCTIONS } = await import("#scenario");
  const name = given ?? file.slice(0, Math.max(0, file.indexOf(".")));
  const found = findFunction(name)?.name ?? (name === "include" ? name : undefined);
  if (found !== undefined) return found;
  const known = SCENARIO_FUNCTIONS.map((one) => one.name).join(", ");
  throw usageError(`What is ${file} for? Say --function NAME; functions are ${known}.`);
}

/** Includes stand beside the file; filters in search_filters beside it, or beside its folder scenari. */
async function readFolder(terminal: Terminal, folder: string): Promise<ScenarioFolder> {
  const includes = await namesIn(folder);
  const scenarios = await readAll(
    terminal,
    folder,
    includes.filter((name) => name.startsWith("include.")),
  );
  const filters = new Map<string, string>();
  for (const place of [join(folder, "..", "search_filters"), join(folder, "search_filters")]) {
    const names = (await namesIn(place)).filter((name) => /\.(?:txt|ldap|sql)$/.test(name));
    for (const [name, text] of await readAll(terminal, place, names)) filters.set(name, text);
  }
  return { scenarios, filters };
}

async function readAll(
  terminal: Terminal,
  folder: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const name of names)
    texts.set(name, fromUtf8(await readInput(terminal, join(folder, name), FILE_BYTES)));
  return texts;
}

/** Files only; none if there is no such folder. */
async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  } catch {
    return [];
  }
}
