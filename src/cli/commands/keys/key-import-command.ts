/** `conclave key import` and `key csr`: keys and certificates that come from elsewhere. */
import { join } from "node:path";
import { inGroups } from "#base";
import { type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { type BoundKey, type ImportedPairs, keyBind, keyCsr, keyImport, keyImportFiles } from "#operations";
import type { OpenSession } from "../../open-session.ts";
import { readFolder } from "../../read/read-folder.ts";
import { passphraseFor, readKeyFile } from "../../read/read-input.ts";
import { type Session, usageError } from "../../session.ts";
import { listKeyLines } from "../../show/show-list.ts";
import { memberDetails } from "../../show/show-member.ts";
import { table } from "../../show/table.ts";

export function addImport(key: CommandUnknownOpts, open: OpenSession): void {
  key
    .command("import")
    .description("Give a list its private key, or a member a public key")
    .argument("<list>", "address of the list")
    .argument("[file...]", "OpenPGP key, PEM, PKCS#12, or an authority's answer (-: standard input)")
    .option("--p12 <file>", "a PKCS#12 file")
    .option("--directory <folder>", "a list's folder of Sympa's: cert.pem, private_key and their kin")
    .option("--member <address>", "bind the public key to this member")
    .option("--replace", "in place of the present key of this kind")
    .option("--passphrase-file <file>", "what locks a list's private key; else it is asked for")
    .option("--fingerprint <hex>", "which key of the file; you compared it, so it is pinned (members)")
    .option("--confirm-address", "the key is theirs although it carries another address (members)")
    .action(async (list, paths, options, command) => {
      const session = open(command);
      const replace = options.replace === true;
      if (options.directory !== undefined) {
        const { directory, passphraseFile } = options;
        await importFolder(session, { list, folder: directory, passphraseFile, replace });
        return;
      }
      const file = await readKeyFiles(session, options.p12 === undefined ? paths : [...paths, options.p12]);
      if (options.member === undefined) {
        await importListKey(session, { list, file, replace, passphraseFile: options.passphraseFile });
        return;
      }
      const confirmAddress = options.confirmAddress === true;
      const given = { file, fingerprint: options.fingerprint, confirmAddress };
      const bound = await session.run(keyBind, { list, member: options.member, key: given, replace });
      session.print(bound, boundKey);
      session.hint("Compare the fingerprint with the member, not by mail.");
    });
}

/** A certificate and its private key are often two files; together they are read as one. */
async function readKeyFiles(session: Session, paths: readonly string[]): Promise<string> {
  const [first, ...more] = paths;
  if (first === undefined) throw usageError("Name the file, or --directory FOLDER.");
  const one = await readKeyFile(session.terminal, first);
  if (more.length === 0) return one;
  const others = await Promise.all(more.map((path) => readKeyFile(session.terminal, path)));
  const parts = [one, ...others].map((base64) => Buffer.from(base64, "base64"));
  return Buffer.concat(parts.flatMap((part) => [part, Buffer.from("\n")])).toString("base64");
}

interface FolderImport {
  readonly list: string;
  readonly folder: string;
  readonly replace: boolean;
  readonly passphraseFile: string | undefined;
}

async function importFolder(session: Session, request: FolderImport): Promise<void> {
  const { list, folder, replace, passphraseFile } = request;
  const names = (await readFolder(folder)).filter((name) => /^(cert\.pem|private_key)/.test(name));
  const files = await Promise.all(
    names.map(async (name) => ({ name, file: await readKeyFile(session.terminal, join(folder, name)) })),
  );
  if (files.length === 0) throw usageError(`There is no cert.pem in ${folder}.`);
  const question = "Passphrase of the private keys (key_password; empty for none): ";
  const passphrase = await listPassphrase(session, passphraseFile, question);
  const imported = await session.run(keyImportFiles, { list, files, replace, passphrase });
  session.print(imported, importedPairs);
}

/** Sympa has one for all lists: `key_password`, in its configuration or in ours. */
async function listPassphrase(
  session: Session,
  file: string | undefined,
  question: string,
): Promise<string | null> {
  const { key_password: password } = await session.site.config();
  if (file === undefined && password !== "") return password;
  return (await passphraseFor(session.terminal, file, question)) || null;
}

const USES = {
  both: "signs and opens",
  sign: "signs",
  encrypt: "opens",
  open: "only opens old mail",
} as const;

function importedPairs({ pairs, unpaired }: ImportedPairs): string {
  const rows = pairs.map(({ name, use, fingerprint }) => [name, USES[use], fingerprint]);
  const faults = pairs.flatMap((pair) => pair.faults.map((fault) => `Mind ${pair.name}: ${fault}`));
  const alone = unpaired.map((name) => `${name} has no other half and was left out.`);
  return [table(["File", "Does", "Fingerprint"], rows), ...faults, ...alone].join("\n");
}

export function addCsr(key: CommandUnknownOpts, open: OpenSession): void {
  key
    .command("csr")
    .description("Make an S/MIME key for a list and print the request for its certificate (PKCS#10)")
    .argument("<list>", "address of the list")
    .addOption(
      new Option("--kind <kind>", "P-256 or RSA").choices(["ec", "rsa"] as const).default("rsa" as const),
    )
    .action(async (list, { kind }, command) => {
      const session = open(command);
      session.print(await session.run(keyCsr, { list, kind }), ({ request }) => request.trimEnd());
      session.hint(
        `Give this to an authority. With its answer: conclave key import ${list} ANSWER.pem --replace`,
      );
      session.hint("The private key stays here, sealed.");
    });
}

function boundKey({ did, replaced, member }: BoundKey): string {
  const gone = replaced.map((fingerprint) => `  ${inGroups(fingerprint)}\n`);
  const instead = gone.length === 0 ? "" : `It took the place of:\n${gone.join("")}`;
  return `Key ${did}.\n${instead}${memberDetails(member)}`;
}

interface ListKeyImport {
  readonly list: string;
  readonly file: string;
  readonly replace: boolean;
  readonly passphraseFile: string | undefined;
}

async function importListKey(session: Session, request: ListKeyImport): Promise<void> {
  const { list, file, replace, passphraseFile } = request;
  const question = "Passphrase of the private key (empty for none): ";
  const passphrase = await listPassphrase(session, passphraseFile, question);
  const imported = await session.run(keyImport, { list, file, replace, passphrase });
  session.print(imported, (view) => listKeyLines([view.key]));
  for (const fault of imported.faults) session.hint(`Mind: ${fault}`);
}
