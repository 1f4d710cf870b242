/** `conclave inspect` */
import { AppError, fromUtf8 } from "#base";
import type { KeyFile, Keyring } from "#inspect";
import { parseTime } from "../read/parse-time.ts";
import type { AddCommands } from "../open-session.ts";
import { readNamedFile, readMessageFile } from "../read/read-message-file.ts";
import { type Session, usageError } from "../session.ts";

const EXPLANATION = `
Needs no server, no database and no data folder. With --json each message is one line of JSON. An mbox gives a line for
each of its messages. A key or certificate that --key names counts as bound to the addresses in it, a certificate that
an authority of --ca vouches for likewise. Exit status 0: every file has its line, good or bad.`;

export const addInspectCommand: AddCommands = (program, open) => {
  program
    .command("inspect")
    .description("Say what a mail is made of, who signed it, and what is wrong with it")
    .argument("<file...>", "message files; - is standard input")
    .option("--secret <file>", "opens what is sealed to it: OpenPGP, PEM or PKCS#12; may be repeated", more)
    .option(
      "--passphrase-file <file>",
      "holds the passphrases of the secret keys, one a line; may be repeated",
      more,
    )
    .option(
      "--passphrase <text>",
      "a passphrase itself; for test keys only: other users can see it; may be repeated",
      more,
    )
    .option("--key <file>", "keys or certificates of people whose signatures count; may be repeated", more)
    .option("--ca <file>", "certificates of authorities; may be repeated", more)
    .option(
      "--at <time>",
      "judge as of then, in UTC: the end of a day (2026-11-22), ISO 8601, or seconds since 1970; default: now",
    )
    .addHelpText("after", EXPLANATION)
    .action(async (files, options, command) => {
      const session = open(command);
      const passphrases = await passphrasesOf(options.passphrase ?? [], options.passphraseFile ?? []);
      const { readKeyring, unusedFileText } = await import("#inspect");
      const keyring = await readKeyring({
        secrets: await readAll(options.secret ?? []),
        keys: await readAll(options.key ?? []),
        anchors: await readAll(options.ca ?? []),
        passphrases,
        at: options.at === undefined ? session.ports.clock.now() : parseTime(options.at),
        isNow: options.at === undefined,
      });
      for (const unused of keyring.unused) session.warn(unusedFileText(unused));
      for (const file of files) await inspect(session, file, keyring);
    });
};

function more(value: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), value];
}

async function passphrasesOf(texts: readonly string[], files: readonly string[]): Promise<readonly string[]> {
  if (texts.length > 0 && files.length > 0)
    throw usageError("Give --passphrase or --passphrase-file, not both.");
  return [...texts, ...(await Promise.all(files.map(passphrasesIn))).flat()];
}

/** A line each; the first line of an empty file is an empty passphrase. An editor's byte order mark is none of it. */
async function passphrasesIn(file: string): Promise<readonly string[]> {
  return fromUtf8(await readNamedFile(file, "passphrase file"))
    .replace(/^\u{feff}/u, "")
    .replace(/\r?\n$/, "")
    .split(/\r?\n/);
}

async function readAll(paths: readonly string[]): Promise<KeyFile[]> {
  return Promise.all(paths.map(async (path) => ({ path, bytes: await readNamedFile(path, "key file") })));
}

async function inspect(session: Session, file: string, keyring: Keyring): Promise<void> {
  const { inspectFile, reportLines, reportUnread } = await import("#inspect");
  const bytes = await readMessageFile(session.terminal, file);
  const onFault = (fault: unknown): void => session.warn(`${file}: ${AppError.fromUnknown(fault).detail}`);
  const reports = bytes.ok
    ? inspectFile(file, bytes.value, keyring, onFault)
    : [reportUnread(file, bytes.error, keyring)];
  for await (const report of reports) session.printOne(report, (one) => reportLines(one, keyring));
}
