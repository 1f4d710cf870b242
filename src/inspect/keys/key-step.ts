/** What somebody can do about the keys that were named, before anything is asked of the sender. */
import type { WhyCode } from "#base";
import { keyFileStepText } from "./key-file-words.ts";
import type { Report } from "../report/report.ts";
import type { UnusedFile } from "./read-key-files.ts";

const UNKNOWN: ReadonlySet<WhyCode | null> = new Set(["unknown-key", "not-bound", "chain-untrusted"]);
const ASK_AUTHORITY = "Name the authority that made the sender's certificate with --ca.";
const TAKE_CERTIFICATE =
  "Or take the certificate out of the mail (openssl cms -verify -noverify -in MAIL -signer FILE -out /dev/null), check its fingerprint with the sender, and name it with --key.";

/** null: it is not for want of a key, or none of the files given could have been the one. */
export function keyStep(
  { author, layers, signatures }: Report,
  unused: readonly UnusedFile[],
): string | null {
  if (author.authentic) return null;
  const closed = layers.filter(({ opened }) => !opened);
  const file = unused.find(({ option }) =>
    option === "--secret" ? closed.some(({ why }) => why === "no-key") : UNKNOWN.has(author.why),
  );
  if (file !== undefined) return keyFileStepText(file);
  const isSmime = signatures.length > 0 && signatures.every(({ scheme }) => scheme === "smime");
  if (!isSmime || closed.length > 0 || (author.why !== "unknown-key" && author.why !== "not-bound"))
    return null;
  const isInClear = layers.every(({ kind }) => kind === "signed");
  return isInClear ? `${ASK_AUTHORITY} ${TAKE_CERTIFICATE}` : ASK_AUTHORITY;
}
