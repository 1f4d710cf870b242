/** `conclave key export`: keys as text, or as a file in the form that another program asks for. */
import { type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { fromUtf8, inGroups } from "#base";
import { KEY_FILE_FORMS } from "#keys";
import { type ExportedKey, type KeyFile, keyExport, keyExportFile } from "#operations";
import type { OpenSession } from "../../open-session.ts";
import { newPassphrase } from "../../read/read-input.ts";
import { writeNewFile } from "../../read/write-new-file.ts";
import { type Session, usageError } from "../../session.ts";

export function addExport(key: CommandUnknownOpts, open: OpenSession): void {
  key
    .command("export")
    .description("Print the public keys of a list or a member, or a list's private keys")
    .argument("<list>", "address of the list")
    .option("--member <address>", "the member's keys instead of the list's")
    .addOption(new Option("--scheme <scheme>", "only this kind").choices(["openpgp", "smime"] as const))
    .addOption(
      new Option(
        "--form <form>",
        "certificates as PEM, DER or PKCS#7 (`p7`: with those above), OpenPGP keys as they are or armoured",
      ).choices(KEY_FILE_FORMS),
    )
    .option("--fingerprint <hex>", "with --form: only this key")
    .option("--out <file>", "with --form: into a new file")
    .option("--secret", "the list's private keys, locked with a passphrase")
    .option("--pkcs12 <file>", "the list's private S/MIME key with its certificates, into a new PKCS#12 file")
    .option("--passphrase-file <file>", "holds the passphrase; else it is asked for")
    .action(async (list, options, command) => {
      const session = open(command);
      if (options.form !== undefined) return exportFile(session, list, { ...options, form: options.form });
      if (options.out !== undefined || options.fingerprint !== undefined)
        throw usageError("--out and --fingerprint go with --form.");
      return exportTexts(session, list, options);
    });
}

interface TextOptions {
  readonly member?: string;
  readonly scheme?: "openpgp" | "smime";
  readonly secret?: true;
  readonly pkcs12?: string;
  readonly passphraseFile?: string;
}

async function exportTexts(session: Session, list: string, options: TextOptions): Promise<void> {
  const { member, scheme, passphraseFile, pkcs12 } = options;
  const secret = options.secret === true || pkcs12 !== undefined;
  if (!secret && passphraseFile !== undefined) throw usageError("--passphrase-file goes with --secret.");
  const passphrase = secret ? await newPassphrase(session.terminal, passphraseFile) : undefined;
  const input = { list, member, scheme, passphrase, pkcs12: pkcs12 !== undefined };
  const keys = await session.run(keyExport, input);
  if (pkcs12 === undefined) session.print(keys, keyTexts);
  else await savePkcs12(session, keys, pkcs12);
  for (const { fingerprint, authority } of keys) {
    session.hint(inGroups(fingerprint));
    if (authority !== null) session.hint(`Its authority: ${inGroups(authority)}`);
  }
}

function keyTexts(keys: readonly ExportedKey[]): string {
  return keys.map(({ text }) => text.trimEnd().replaceAll("\r\n", "\n")).join("\n");
}

/** One file holds one key. */
async function savePkcs12(session: Session, keys: readonly ExportedKey[], path: string): Promise<void> {
  const bytes = Buffer.from(keys[0]?.pkcs12 ?? "", "base64");
  await writeNewFile(path, bytes);
  session.print({ path }, () => `Written to ${path}.`);
}

interface FileOptions extends TextOptions {
  readonly form: KeyFile["form"];
  readonly fingerprint?: string;
  readonly out?: string;
}

async function exportFile(session: Session, list: string, options: FileOptions): Promise<void> {
  const { form, member, fingerprint, out } = options;
  if (options.secret === true || options.pkcs12 !== undefined)
    throw usageError("--form is for public keys. Leave out --secret and --pkcs12.");
  if (out === undefined && !isText(form) && !session.asksForJson)
    throw usageError(`${form} is not text. Say where it goes: --out FILE`);
  const written = await session.run(keyExportFile, { list, form, member, fingerprint });
  const bytes = Buffer.from(written.file, "base64");
  if (out === undefined) session.print(written, () => fromUtf8(bytes).trimEnd().replaceAll("\r\n", "\n"));
  else {
    await writeNewFile(out, bytes);
    session.print({ path: out }, () => `Written to ${out}.`);
  }
  for (const one of written.fingerprints) session.hint(inGroups(one));
}

function isText(form: KeyFile["form"]): boolean {
  return form === "pem" || form === "armor";
}
