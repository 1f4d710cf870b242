/**
 * Writes the reference pages that are made from the sources. `npm run generate` writes them;
 * with `--check` nothing is written and a difference is a failure.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cliReference } from "#cli";
import { clientsPage } from "./generate-clients.ts";
import { errorsPage, limitsPage, whyCodesPage } from "./generate-base-tables.ts";
import { inspectPage } from "./generate-inspect.ts";
import { mailCommandsPage } from "./generate-mail-commands.ts";
import { performancePage } from "./generate-performance.ts";
import { pipelinePage, reasonsPage } from "./generate-pipeline.ts";
import { policiesPage } from "./generate-policies.ts";
import { scenariosPage } from "./generate-scenarios.ts";
import { schemaSql } from "./generate-schema.ts";
import { securityTestsPage } from "./generate-security-tests.ts";
import { listSettingsPage, siteConfigPage } from "./generate-settings.ts";
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
  { file: "docs/reference/reasons.md", make: reasonsPage },
  { file: "docs/reference/pipeline.md", make: pipelinePage },
  { file: "docs/reference/list-settings.md", make: listSettingsPage },
  { file: "docs/reference/conclave-toml.md", make: siteConfigPage },
  { file: "docs/reference/policies.md", make: policiesPage },
  { file: "docs/reference/cli.md", make: cliReference },
  { file: "docs/reference/mail-commands.md", make: mailCommandsPage },
  { file: "docs/reference/scenarios.md", make: scenariosPage },
  { file: "docs/reference/inspect.md", make: inspectPage },
  { file: "docs/reference/clients.md", make: clientsPage },
  { file: "docs/reference/performance.md", make: performancePage },
  { file: "docs/reference/schema.sql", make: schemaSql },
  { file: "docs/reference/security-tests.md", make: securityTestsPage },
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
