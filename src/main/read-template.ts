/** Texts of the operator's own, in a folder of the site: the list's, else the domain's, else everybody's, by language. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { domainOf, type EmailAddress, localPartOf } from "#base";

const MOST_CHARACTERS = 64 * 1024;

/** Only what is a plain file name: nothing of an address leads elsewhere. */
const PLAIN = /^[\p{L}\p{N}_+=-][\p{L}\p{N}_.+=-]*$/u;

export interface WantedTemplate {
  readonly list: EmailAddress;
  readonly language: string;
  readonly name: string;
}

/** `DOMAIN/LIST/LANGUAGE/NAME.txt`, `DOMAIN/LANGUAGE/NAME.txt` or `LANGUAGE/NAME.txt`; null: there is none. */
export async function readTemplate(folder: string, wanted: WantedTemplate): Promise<string | null> {
  const { list, language, name } = wanted;
  const [domain, local] = [domainOf(list), localPartOf(list).toLowerCase()];
  for (const place of [[domain, local], [domain], []]) {
    const parts = [...place, language, name];
    if (!parts.every((part) => PLAIN.test(part))) continue;
    const text = await readIfThere(join(folder, ...place, language, `${name}.txt`));
    if (text !== null && text.length <= MOST_CHARACTERS) return text;
  }
  return null;
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (thrown) {
    if (thrown instanceof Error && "code" in thrown && ["ENOENT", "ENOTDIR"].includes(String(thrown.code)))
      return null;
    throw thrown;
  }
}
