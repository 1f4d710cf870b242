/** Texts of the operator's own: one with a mistake is not used, and nobody would know why. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Finding } from "#operations";

const NAME = /(?:^|\/)[\w.-]+\.txt$/;

export async function examineTemplates(folder: string): Promise<readonly Finding[]> {
  const found = await readdir(folder, { recursive: true }).catch(() => []);
  const findings: Finding[] = [];
  // Loaded only here, so that every other command starts without the rooms that handle mail.
  const { templateFault } = await import("#pipeline");
  for (const name of found.filter((one) => NAME.test(one)).toSorted()) {
    const fault = templateFault(await readFile(join(folder, name), "utf8"));
    const todo = "correct the file: until then our own text is sent";
    if (fault !== null) findings.push({ level: "warn", about: "templates", text: `${name}: ${fault}`, todo });
  }
  return findings;
}
