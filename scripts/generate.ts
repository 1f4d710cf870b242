/**
 * Writes the reference pages that are made from the sources. `npm run generate` writes them;
 * with `--check` nothing is written and a difference is a failure.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { errorsPage, limitsPage, whyCodesPage } from "./generate-base-tables.ts";
import { standardsIndex } from "./generate-standards-index.ts";
import { ROOT } from "./support/run-program.ts";

interface Generator {
  /** Relative to the checkout. */
  readonly file: string;
  readonly make: () => string | Promise<string>;
}

const GENERATORS: readonly Generator[] = [
  { file: "docs/reference/errors.md", make: errorsPage },
  { file: "docs/reference/why-codes.md", make: whyCodesPage },
  { file: "docs/reference/limits.md", make: limitsPage },
  { file: "docs/reference/standards-index.md", make: standardsIndex },
];

const checking = process.argv.includes("--check");
const differing: string[] = [];
for (const { file, make } of GENERATORS) {
  const path = join(ROOT, file);
  const wanted = await make();
  if (existsSync(path) && readFileSync(path, "utf8") === wanted) continue;
  differing.push(file);
  if (checking) continue;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, wanted);
}
for (const file of differing) console.log(checking ? `${file} is out of date` : `wrote ${file}`);
process.exitCode = checking && differing.length > 0 ? 1 : 0;
