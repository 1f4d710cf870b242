import type { Terminal } from "../cli-ports.ts";
import { usageError } from "../session.ts";
import { passphraseFor } from "./read-input.ts";

/** The first line of a file, or asked for twice; never an argument. */
export async function newPassword(terminal: Terminal, file: string | undefined): Promise<string> {
  const password = await passphraseFor(terminal, file, "New password: ");
  if (password === null)
    throw usageError("Give the password: --password-file FILE, or - for standard input.");
  if (file === undefined && password !== (await terminal.askSecret("The same again: ")))
    throw usageError("The two passwords differ. Nothing was done.");
  return password;
}
