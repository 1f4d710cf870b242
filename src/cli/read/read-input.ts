/** Key files and passphrases come from files, standard input or a prompt, never from arguments. */
import { readFile, stat } from "node:fs/promises";
import { AppError, type Bytes, fromUtf8, LIMITS, view } from "#base";
import type { Terminal } from "../cli-ports.ts";
import { usageError } from "../session.ts";

/** A whole file; `-` is standard input. Larger than `limit` octets is refused before it is read. */
export async function readInput(terminal: Terminal, path: string, limit: number): Promise<Bytes> {
  const bytes = path === "-" ? await terminal.readStdin(limit) : await readSmall(path, limit);
  if (bytes.length > limit) throw tooLarge(path, limit);
  return bytes;
}

/** A key file as the operations take it: base64. */
export async function readKeyFile(terminal: Terminal, path: string): Promise<string> {
  const bytes = await readInput(terminal, path, LIMITS.keyFileBytes);
  return view(bytes).toString("base64");
}

/** The first line of a passphrase file, without its line end. */
async function readPassphraseFile(terminal: Terminal, path: string): Promise<string> {
  const bytes = await readInput(terminal, path, LIMITS.keyFileBytes);
  return fromUtf8(bytes).split(/\r?\n/, 1)[0] ?? "";
}

/** From the file if one is named, else asked for on a terminal; null where nobody can be asked. */
export async function passphraseFor(
  terminal: Terminal,
  file: string | undefined,
  question: string,
): Promise<string | null> {
  if (file !== undefined) return readPassphraseFile(terminal, file);
  return terminal.interactive ? terminal.askSecret(question) : null;
}

/** Asked for twice, so that a slip of the finger does not lock a key for ever. */
export async function newPassphrase(terminal: Terminal, file: string | undefined): Promise<string> {
  const passphrase = await passphraseFor(terminal, file, "New passphrase: ");
  if (passphrase === null) throw usageError("Give a passphrase for the private key: --passphrase-file FILE");
  if (passphrase === "") throw usageError("The passphrase is empty.");
  if (file === undefined && passphrase !== (await terminal.askSecret("The same again: "))) {
    throw usageError("The two passphrases differ. Nothing was done.");
  }
  return passphrase;
}

async function readSmall(path: string, limit: number): Promise<Bytes> {
  try {
    const { size } = await stat(path);
    if (size > limit) throw tooLarge(path, limit);
    return await readFile(path);
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    const why = (thrown as NodeJS.ErrnoException).code === "ENOENT" ? "does not exist" : "cannot be read";
    throw new AppError({ code: "bad-input", publicText: `The file ${path} ${why}.`, cause: thrown });
  }
}

function tooLarge(path: string, limit: number): AppError {
  const text = `${path === "-" ? "The input" : path} is larger than ${Math.floor(limit / 1024)} kB.`;
  return new AppError({ code: "too-large", publicText: text });
}
