/** Key files that were not used, in words: why, and what to do about each. */
import type { KeyFileProblem } from "./key-files.ts";
import { oneLine } from "../report/one-line.ts";
import type { OldLock } from "./old-locks.ts";
import { problemText } from "../report/problems.ts";
import type { UnusedFile } from "./read-key-files.ts";
import type { WrongFile } from "./wrong-key-file.ts";

/** Codes that only key files have. */
export const KEY_FILE_PROBLEMS: Readonly<
  Record<WrongFile | "needs-passphrase" | "wrong-passphrase", string>
> = {
  "needs-passphrase": "it needs a passphrase (--passphrase-file)",
  "wrong-passphrase": "no passphrase given opens it",
  "empty-file": "the file is empty",
  "is-message": "it is a message, not a key; name messages without an option",
  "not-a-key": "it is neither a key nor a certificate",
  "is-private": "it holds a private key; --secret takes it",
  "is-public": "it holds no private key; --key takes it",
  "is-authority": "it is an authority's certificate; --ca takes it",
  "is-openpgp": "an OpenPGP key is no authority's certificate; --key takes it",
};

/** "key.p12 was not used: no passphrase given opens it." */
export function unusedFileText(unused: UnusedFile): string {
  const what = unused.partly ? `a part of ${oneLine(unused.path)}` : oneLine(unused.path);
  return `${what} was not used: ${reasonText(unused)}.`;
}

function reasonText({ path, why, lock }: UnusedFile): string {
  if (lock === null) return isOfKeyFile(why) ? KEY_FILE_PROBLEMS[why] : problemText(why);
  return `it is locked with ${lock.cipher}, which cannot be opened here; lock it anew: ${lockAnew(path, lock)}`;
}

function lockAnew(path: string, { command }: OldLock): string {
  return `${command} -in ${oneLine(path)} -out NEW.pem`;
}

function isOfKeyFile(why: KeyFileProblem): why is keyof typeof KEY_FILE_PROBLEMS {
  return why in KEY_FILE_PROBLEMS;
}

/** What to do about a key file, as a sentence. */
export function keyFileStepText(unused: UnusedFile): string {
  const path = oneLine(unused.path);
  switch (unused.why) {
    case "needs-passphrase":
      return `Give the passphrase of ${path} with --passphrase-file.`;
    case "wrong-passphrase":
      return `Give the right passphrase of ${path} with --passphrase-file.`;
    default:
      if (unused.lock !== null) return `Lock the key file anew: ${lockAnew(unused.path, unused.lock)}`;
      return `Look at the key file ${path}: ${reasonText(unused)}.`;
  }
}
