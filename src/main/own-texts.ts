/**
 * The operator's own wordings: files `*.ftl` in the folder of templates, in the folder of their language, within that of a
 * domain or of a list where they are for these alone. What cannot be read or is too large is left out.
 */
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { Logger } from "#base";
import { type OwnTexts, ownTextsOf, type OwnTextsRead, readOwnTexts, type TextFile } from "#i18n";

const MOST_FILES = 1000;
const MOST_BYTES = 256 * 1024;
const SUFFIX = ".ftl";

export interface LiveTexts extends OwnTexts {
  /** Reads the files again if one of them is another than before. */
  refresh(): Promise<void>;
}

/** All that lies in the folder, with what is wrong with it. A folder that is not there has none. */
export async function readOwnTextsIn(folder: string): Promise<OwnTextsRead> {
  const found = await textFilesIn(folder);
  const files = await Promise.all(
    found.map(async ({ path, ...place }): Promise<TextFile> => {
      const text = await readFile(join(folder, path), "utf8").catch(() => "");
      return { ...place, path, text };
    }),
  );
  return readOwnTexts(files);
}

/** What counts at present; what cannot be used is logged when it is read. */
export async function liveTexts(folder: string, logger: Logger): Promise<LiveTexts> {
  let seen = "";
  let texts = ownTextsOf({ texts: [] });
  const refresh = async (): Promise<void> => {
    const now = (await textFilesIn(folder)).map(({ path, mark }) => `${path} ${mark}`).join("\n");
    if (now === seen) return;
    const read = await readOwnTextsIn(folder);
    for (const { path, line } of read.faults) logger.warn("texts.not-used", { path, line });
    [seen, texts] = [now, ownTextsOf(read)];
  };
  await refresh();
  return { voice: (list, language) => texts.voice(list, language), refresh };
}

interface FoundFile extends Pick<TextFile, "place" | "language" | "path"> {
  /** Other if the file is another. */
  readonly mark: string;
}

async function textFilesIn(folder: string): Promise<readonly FoundFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries
    .filter((entry) => entry.name.endsWith(SUFFIX) && !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted()
    .slice(0, MOST_FILES);
  const found = await Promise.all(files.map((path) => foundFile(folder, path)));
  return found.filter((file) => file !== null);
}

/** `LANGUAGE/x.ftl`, `DOMAIN/LANGUAGE/x.ftl` or `DOMAIN/LIST/LANGUAGE/x.ftl`. */
async function foundFile(folder: string, path: string): Promise<FoundFile | null> {
  const places = path.split(sep).slice(0, -1);
  const language = places.pop();
  const [domain = "", list] = places;
  const file = await stat(join(folder, path)).catch(() => null);
  if (language === undefined || places.length > 2 || file?.isFile() !== true || file.size > MOST_BYTES)
    return null;
  const place = list === undefined ? domain : `${list}@${domain}`;
  return { place, language, path, mark: `${file.mtimeMs} ${file.size}` };
}
