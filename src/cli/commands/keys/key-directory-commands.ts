/** `conclave key import-directory` and `export-directory`: members' certificates as a folder, named as Sympa names them. */
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { utf8 } from "#base";
import { type ImportedCertificate, keyExportDirectory, keyImportDirectory } from "#operations";
import type { OpenSession } from "../../open-session.ts";
import { readFolder } from "../../read/read-folder.ts";
import { readKeyFile } from "../../read/read-input.ts";
import { writeNewFile } from "../../read/write-new-file.ts";

/** Files of one call: what crosses the control socket has a limit. */
const BATCH = 50;

export function addImportDirectory(key: CommandUnknownOpts, open: OpenSession): void {
  key
    .command("import-directory")
    .description(
      "Bind the certificates of a folder to members: user@domain, user@domain@sign, user@domain@enc",
    )
    .argument("<folder>", "such as X509-user-certs of Sympa's")
    .requiredOption("--list <list>", "whose members they are")
    .option("--replace", "in place of the members' present certificates")
    .action(async (folder, { list, replace }, command) => {
      const session = open(command);
      const names = await readFolder(folder);
      const imported: ImportedCertificate[] = [];
      for (let from = 0; from < names.length; from += BATCH) {
        const files = await Promise.all(
          names
            .slice(from, from + BATCH)
            .map(async (name) => ({ name, file: await readKeyFile(session.terminal, join(folder, name)) })),
        );
        imported.push(...(await session.run(keyImportDirectory, { list, files, replace: replace === true })));
      }
      session.print(imported, importedLines);
    });
}

function importedLines(imported: readonly ImportedCertificate[]): string {
  const lines = imported.flatMap(({ name, problem }) => (problem === null ? [] : [`${name}: ${problem}`]));
  const bound = imported.length - lines.length;
  return [...lines, `${bound} of ${imported.length} certificates are bound.`].join("\n");
}

export function addExportDirectory(key: CommandUnknownOpts, open: OpenSession): void {
  key
    .command("export-directory")
    .description("Write the certificates of a list's members into a folder, named as Sympa names them")
    .argument("<folder>", "is made if it is not there; nothing in it is overwritten")
    .requiredOption("--list <list>", "whose members")
    .action(async (folder, { list }, command) => {
      const session = open(command);
      const files = await session.run(keyExportDirectory, { list });
      await mkdir(folder, { recursive: true, mode: 0o700 });
      for (const { name, text } of files) await writeNewFile(join(folder, name), utf8(text));
      session.print({ written: files.length }, ({ written }) => `${written} certificates are in ${folder}.`);
    });
}
