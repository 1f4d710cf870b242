/**
 * The operator's own scenarios and search filters, in Sympa's layout: `scenari/` and `search_filters/`, for one domain
 * below a folder of its name. What changed on the disk counts at the next request.
 */
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { fromUtf8 } from "#base";
import type { ScenarioSite } from "#operations";

type Folders = Awaited<ReturnType<ScenarioSite["folders"]>>;
type Texts = Folders[number]["scenarios"];

/** Octets of one file; larger ones are not there. */
const FILE_BYTES = 1024 * 1024;

/** A domain, and nothing that leads out of the folder. */
const DOMAIN = /^(?!\.)[a-z\d.-]+$/;

export function scenarioFolders(folder: string): ScenarioSite["folders"] {
  const read = rememberingReader();
  return async (domain) => {
    const own = DOMAIN.test(domain) ? [join(folder, domain)] : [];
    return Promise.all(
      [...own, folder].map(async (place) => ({
        scenarios: await textsIn(join(place, "scenari"), read),
        filters: await textsIn(join(place, "search_filters"), read),
      })),
    );
  };
}

async function textsIn(folder: string, read: Read): Promise<Texts> {
  const texts = new Map<string, string>();
  for (const name of await namesIn(folder)) {
    const text = await read(join(folder, name));
    if (text !== null) texts.set(name, text);
  }
  return texts;
}

/** Files only; none if there is no such folder. */
async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile() || entry.isSymbolicLink()).map(({ name }) => name);
  } catch {
    return [];
  }
}

type Read = (path: string) => Promise<string | null>;

/** A file is read again when its time or size has changed. */
function rememberingReader(): Read {
  const known = new Map<string, { readonly seen: string; readonly text: string }>();
  return async (path) => {
    const found = await stat(path).catch(() => null);
    if (found === null || !found.isFile() || found.size > FILE_BYTES) return null;
    const seen = `${found.mtimeMs} ${found.size}`;
    const before = known.get(path);
    if (before?.seen === seen) return before.text;
    const text = fromUtf8(await readFile(path));
    known.set(path, { seen, text });
    return text;
  };
}
