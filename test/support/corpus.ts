/** The messages under test/corpus; each folder's SOURCE.txt says where they come from. */
import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

const CORPUS = join(import.meta.dirname, "../corpus");
const MESSAGES = ["**/*.eml", "**/*.msg", "flufl-bounce/*.txt", "python-email/*.txt"];
const NO_MESSAGES = new Set(["SOURCE.txt", "LICENSE.txt"]);

export interface CorpusMessage {
  /** Relative to test/corpus. */
  readonly path: string;
  readonly octets: Buffer;
}

/** Every message of the corpus, or of one folder in it. */
export function corpusMessages(folder = "."): CorpusMessage[] {
  return globSync(MESSAGES, { cwd: CORPUS })
    .filter((path) => !NO_MESSAGES.has(basename(path)) && (folder === "." || path.startsWith(`${folder}/`)))
    .sort()
    .map((path) => ({ path, octets: readCorpus(path) }));
}

export function readCorpus(path: string): Buffer {
  return readFileSync(join(CORPUS, path));
}
